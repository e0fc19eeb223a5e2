using System.CommandLine;
using DataflowSync.Cli.Options;
using DataflowSync.Cli.Output;

namespace DataflowSync.Cli.Commands;

/// <summary><c>status</c>: what is known of a profile.</summary>
internal static class StatusCommand
{
    public static Command Create()
    {
        var catalog = new CatalogOptions();
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var command = new Command("status", """
            Tells what is published, when each step last succeeded, what is held back, and how the last run ended.

            Examples:
              dataflowsync status --profile home --data catalogs
              dataflowsync status --profile home --json
            """);
        catalog.AddTo(command);
        command.Add(json);
        command.SetAction(async (result, cancellationToken) =>
        {
            var profile = await ProfileSummary.ReadAsync(catalog.OpenStore(result), catalog.Profile(result), cancellationToken);
            if (result.GetValue(json))
            {
                StandardOutput.WriteLine(StatusJson.Write(profile));
            }
            else
            {
                StatusText.Write(profile, Console.Out);
            }

            return ExitCodes.Completed;
        });
        return command;
    }
}
