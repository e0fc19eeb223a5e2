using System.CommandLine;
using DataflowSync.Cli.Options;
using DataflowSync.Cli.Output;

namespace DataflowSync.Cli.Commands;

/// <summary><c>profiles</c>: the profiles of a store.</summary>
internal static class ProfilesCommand
{
    public static Command Create()
    {
        var catalog = new CatalogOptions();
        var json = new Option<bool>("--json") { Description = "Print one JSON array." };
        var command = new Command("profiles", """
            Lists the profiles with what is published of them, how their last run ended, and when a step last succeeded. Exits 1
            if one of them cannot be read; the others are listed.

            Examples:
              dataflowsync profiles --data catalogs
              dataflowsync profiles --json
            """);
        catalog.AddStoreTo(command);
        command.Add(json);
        command.SetAction(async (result, cancellationToken) =>
        {
            var (profiles, exitCode) = await ReadAsync(catalog.OpenStore(result), cancellationToken);
            if (result.GetValue(json))
            {
                StandardOutput.WriteLine(StatusJson.Write(profiles));
            }
            else
            {
                StatusText.Write(profiles, Console.Out);
            }

            return exitCode;
        });
        return command;
    }

    private static async Task<(List<ProfileSummary> Profiles, int ExitCode)> ReadAsync(ICatalogStore store, CancellationToken cancellationToken)
    {
        var profiles = new List<ProfileSummary>();
        var exitCode = ExitCodes.Completed;
        foreach (var profile in await store.ListProfilesAsync(cancellationToken))
        {
            try
            {
                profiles.Add(await ProfileSummary.ReadAsync(store, profile, cancellationToken));
            }
            catch (UnknownProfileException)
            {
                // Forgotten since it was listed.
            }
            catch (Exception exception) when (exception is InvalidDataException or IOException or NotSupportedException)
            {
                Console.Error.WriteLine($"dataflowsync: {profile}: {exception.Message}");
                exitCode = ExitCodes.Failed;
            }
        }

        return (profiles, exitCode);
    }
}
