using DataflowSync.Perf.Contenders;
using DataflowSync.Perf.Measuring;
using DataflowSync.Perf.Providing;
using DataflowSync.Xtream;

namespace DataflowSync.Perf.Growth;

/// <summary>First and unchanged syncs of catalogs of four sizes, by turns, each in a process of its own.</summary>
internal sealed class GrowthRun(int unit, int rounds)
{
    private readonly Conditions _conditions = new();

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        int[] sizes = [unit, 2 * unit, 5 * unit, 10 * unit];
        var measured = new List<SizeCosts>();
        await using var provider = new ProviderProcess();
        for (var round = 1; round <= rounds; round++)
        {
            var costs = new SizeCosts();
            foreach (var size in sizes)
            {
                await Console.Error.WriteLineAsync(FormattableString.Invariant($"round {round} of {rounds}: {size} movies"));
                costs.Add(size, await MeasureAsync(provider, size, cancellationToken));
            }

            measured.Add(costs);
        }

        Console.WriteLine(GrowthTable.Print(
            _conditions.Describe(FormattableString.Invariant($"growth --unit {unit} --rounds {rounds}")), sizes, measured));
        return 0;
    }

    private static async Task<(Measurement First, Measurement Unchanged)> MeasureAsync(ProviderProcess provider, int size, CancellationToken cancellationToken)
    {
        var served = await provider.ServeAsync(new CatalogSetup(size), cancellationToken);
        var data = Directory.CreateTempSubdirectory("dataflowsync-growth-");
        try
        {
            var context = new ContenderContext(new XtreamAccount(served.Url, served.Username, served.Password), data.FullName, TimeSpan.Zero);
            var first = await ContenderProcess.RunAsync("ours", context, cancellationToken);
            return (first, await ContenderProcess.RunAsync("ours", context, cancellationToken));
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }
}
