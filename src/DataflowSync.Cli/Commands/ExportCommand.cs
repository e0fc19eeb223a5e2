using System.CommandLine;
using DataflowSync.Cli.Options;
using DataflowSync.Cli.Output;
using DataflowSync.Xtream;

namespace DataflowSync.Cli.Commands;

/// <summary><c>export</c>: the published documents on stdout.</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        var catalog = new CatalogOptions();
        var kind = new Option<string>("--kind") { Description = "Dataset to print.", HelpName = "KIND", Required = true };
        kind.AcceptOnlyFromAmong([.. CatalogKinds.All]);
        var command = new Command("export", """
            Prints the published documents of a dataset, one JSON object a line, in the provider's order.

            Example:
              dataflowsync export --profile home --data catalogs --kind movies > movies.ndjson
            """);
        catalog.AddTo(command);
        command.Add(kind);
        command.SetAction(async (result, cancellationToken) =>
        {
            var profile = catalog.Profile(result);
            var store = catalog.OpenStore(result);
            await using var snapshot = await store.OpenAsync(profile, cancellationToken);
            try
            {
                await using var output = new ItemWriter(StandardOutput.Open());
                await foreach (var item in snapshot.Dataset(result.GetRequiredValue(kind)).BrowseAsync(cancellationToken: cancellationToken))
                {
                    output.Write(item);
                }
            }
            catch (IOException exception) when (StandardOutput.IsUnread(exception))
            {
                // Whoever reads has seen enough, as head has.
            }

            return ExitCodes.Completed;
        });
        return command;
    }
}
