using System.CommandLine;
using DataflowSync.Cli.Options;

namespace DataflowSync.Cli.Commands;

/// <summary><c>forget</c>: removes a profile.</summary>
internal static class ForgetCommand
{
    public static Command Create()
    {
        var catalog = new CatalogOptions();
        var command = new Command("forget", """
            Removes a profile and all its data. There is no way back but another sync.

            Example:
              dataflowsync forget --profile home --data catalogs
            """);
        catalog.AddTo(command);
        command.SetAction(async (result, cancellationToken) =>
        {
            var profile = catalog.Profile(result);
            if (!await catalog.OpenStore(result).DeleteProfileAsync(profile, cancellationToken))
            {
                throw new UnknownProfileException(profile);
            }

            Console.Out.WriteLine($"{profile}: forgotten");
            return ExitCodes.Completed;
        });
        return command;
    }
}
