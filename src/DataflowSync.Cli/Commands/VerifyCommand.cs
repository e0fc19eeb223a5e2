using System.CommandLine;
using DataflowSync.Cli.Options;

namespace DataflowSync.Cli.Commands;

/// <summary><c>verify</c>: whether what is published is whole.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var catalog = new CatalogOptions();
        var command = new Command("verify", """
            Reads every published document and compares it with the ledger and the checksums. Exits 0 if all is whole; else 1,
            with one line for each damage.

            Example:
              dataflowsync verify --profile home --data catalogs
            """);
        catalog.AddTo(command);
        command.SetAction(async (result, cancellationToken) =>
        {
            var profile = catalog.Profile(result);
            var store = catalog.OpenStore(result);
            var damage = await store.VerifyAsync(profile, cancellationToken);
            foreach (var line in damage)
            {
                Console.Out.WriteLine(line);
            }

            if (damage.Count > 0)
            {
                return ExitCodes.Failed;
            }

            var published = await PublishedItems.CountAsync(store, profile, cancellationToken);
            Console.Out.WriteLine($"{published.Values.Sum(count => (long)count)} documents verified");
            return ExitCodes.Completed;
        });
        return command;
    }
}
