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
        var few = await MoreAsync(Few);
        var many = await MoreAsync(Many);

        // A list of three times the length is read in more pieces, each of them measured; less than a byte is nothing of an item's.
        Assert.InRange((many - few) / (double)(Many - Few), -1, 1);
    }

    /// <returns>Bytes that a sync allocates more when it is listened to: the least of some rounds each, for what else the process does only adds.</returns>
    private static async Task<long> MoreAsync(int items)
    {
        var (movies, _) = await MovieList.FetchAsync(items);
        var (without, with) = (long.MaxValue, long.MaxValue);
        for (var round = 0; round < Rounds; round++)
        {
            without = Math.Min(without, await AllocatedAsync(movies));
            using var listeners = new Listeners();
            with = Math.Min(with, await AllocatedAsync(movies));
            Assert.NotEqual(0, listeners.Heard);
        }

        return with - without;
    }

    private static async Task<long> AllocatedAsync(MovieList movies)
    {
        var first = new DiscardingStore(previous: null, new Ledger());
        await SyncAsync(movies, first);
        var published = new DiscardingStore(first.Published, first.Ledger);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var step = await SyncAsync(movies, published);
        var allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        Assert.Equal(step.Received, step.Unchanged);
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
