using DataflowSync.Tests.Telemetry;

namespace DataflowSync.EndToEnd.Tests.Costs;

/// <summary>What tracing and metrics, listened to in full, allocate: the same for few items as for many.</summary>
[Collection(CostCollection.Name)]
public sealed class TelemetryTests
{
    private const int Few = MovieList.Count;
    private const int Many = 3 * MovieList.Count;
    private const int Rounds = 3;

    [Fact]
    public async Task An_unchanged_sync_allocates_no_more_for_an_item_when_everything_is_traced_and_measured()
    {
        var few = await MoreAsync(Few, isFirst: false);
        var many = await MoreAsync(Many, isFirst: false);

        // A list of three times the length is read in more pieces, each of them measured; less than a byte is nothing of an item's.
        Assert.InRange((many - few) / (double)(Many - Few), -1, 1);
    }

    [Fact]
    public async Task A_first_sync_allocates_no_object_more_for_an_item_when_everything_is_traced_and_measured()
    {
        var few = await MoreAsync(Few, isFirst: true);
        var many = await MoreAsync(Many, isFirst: true);

        // How often a record waits for the next stage differs from run to run. The smallest object is 24 bytes.
        Assert.InRange((many - few) / (double)(Many - Few), -24, 23);
    }

    /// <returns>Bytes that a sync allocates more when it is listened to: the least of some rounds each, for what else the process does only adds.</returns>
    private static async Task<long> MoreAsync(int items, bool isFirst)
    {
        var (movies, _) = await MovieList.FetchAsync(items);
        var (without, with) = (long.MaxValue, long.MaxValue);
        for (var round = 0; round < Rounds; round++)
        {
            without = Math.Min(without, await AllocatedAsync(movies, isFirst));
            using var listeners = new Listeners();
            with = Math.Min(with, await AllocatedAsync(movies, isFirst));
            Assert.NotEqual(0, listeners.Heard);
        }

        return with - without;
    }

    private static async Task<long> AllocatedAsync(MovieList movies, bool isFirst)
    {
        var store = new DiscardingStore(previous: null, new Ledger());
        if (!isFirst)
        {
            await SyncAsync(movies, store);
            store = new DiscardingStore(store.Published, store.Ledger);
        }

        var before = GC.GetTotalAllocatedBytes(precise: true);
        var step = await SyncAsync(movies, store);
        var allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        Assert.Equal(step.Received, isFirst ? step.Added : step.Unchanged);
        return allocated;
    }

    private static async Task<StepReport> SyncAsync(MovieList movies, DiscardingStore store)
    {
        var engine = new SyncEngineBuilder().UseStore(store).AddProfile("costs", new ListSource(movies.Step, movies.Body)).Build();
        var report = await engine.RunAsync("costs");
        Assert.Equal(SyncStatus.Completed, report.Status);
        return report.Steps[0];
    }
}
