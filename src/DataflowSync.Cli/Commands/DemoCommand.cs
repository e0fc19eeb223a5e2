using System.CommandLine;
using DataflowSync.Cli.Options;
using DataflowSync.Cli.Output;
using DataflowSync.Cli.Telemetry;
using DataflowSync.LiteDb;
using DataflowSync.Testing;
using DataflowSync.Xtream;

namespace DataflowSync.Cli.Commands;

/// <summary><c>demo</c>: the main job against the fake provider, twice.</summary>
internal static class DemoCommand
{
    private static readonly ProfileId Profile = new("demo");

    public static Command Create()
    {
        var catalog = new FakeCatalogOptions(channels: 20_000, movies: 100_000, series: 20_000);
        var data = new Option<string?>("--data") { Description = "Directory of the catalogs; a new temporary one if not given.", HelpName = "DIR" }.NotBlank();
        var command = new Command("demo", """
            Starts a fake provider on loopback, syncs it, changes its catalog a little, and syncs again.

            Examples:
              dataflowsync demo
              dataflowsync demo --movies 500000 --data ./demo-data
            """);
        catalog.AddTo(command);
        command.Add(data);
        command.SetAction(async (result, cancellationToken) =>
        {
            var directory = result.GetValue(data) is { } given
                ? Path.GetFullPath(given)
                : Directory.CreateTempSubdirectory("dataflowsync-demo-").FullName;
            await using var provider = await FakeProvider.StartAsync(catalog.Read(result), cancellationToken);
            using var source = XtreamSource.Create(new XtreamAccount(provider.BaseAddress.ToString(), provider.Username, provider.Password));
            var builder = new SyncEngineBuilder().UseLiteDb(directory).AddProfile(Profile, source);
            await using var telemetry = ToolTelemetry.Start();
            var engine = telemetry?.Build(builder) ?? builder.Build();

            Console.Out.WriteLine($"A fake provider listens at {provider.BaseAddress}. First sync:");
            var first = await SyncAsync(engine, cancellationToken);
            if (first.Status != SyncStatus.Completed)
            {
                return ExitCodes.Of(first.Status);
            }

            Console.Out.WriteLine();
            Console.Out.WriteLine($"The provider {ChangeALittle(provider.Catalog)}. Second sync:");
            var second = await SyncAsync(engine, cancellationToken);
            Console.Out.WriteLine();
            Console.Out.WriteLine($"The catalog lies in {Path.Combine(directory, Profile.Value)}. Look into it:");
            Console.Out.WriteLine($"  dataflowsync export --profile {Profile} --data \"{directory}\" --kind movies");
            return ExitCodes.Of(second.Status);
        });
        return command;
    }

    private static async Task<SyncReport> SyncAsync(SyncEngine engine, CancellationToken cancellationToken)
    {
        SyncReport report;
        await using (var display = ProgressDisplays.Create("auto"))
        {
            report = await SyncRunner.RunAsync(engine, Profile, options: null, display, cancellationToken);
        }

        ReportText.Write(report, Console.Out);
        return report;
    }

    private static string ChangeALittle(FakeCatalog catalog)
    {
        var removed = catalog.Movies.Remove(Math.Min(10, catalog.Movies.Count)).Count;
        var changed = catalog.Movies.Change(Math.Min(100, catalog.Movies.Count)).Count;
        var inserted = catalog.Movies.InsertAtTop(25).Count;
        var added = catalog.Channels.Add(5).Count;
        catalog.Series.Renumber();
        return FormattableString.Invariant(
            $"now has {inserted} new movies at the top, {changed} changed ones and {removed} fewer, {added} new channels, and other numbers for all series");
    }
}
