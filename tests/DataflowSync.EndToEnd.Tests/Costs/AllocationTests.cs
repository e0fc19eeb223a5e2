using DataflowSync.LiteDb;

namespace DataflowSync.EndToEnd.Tests.Costs;

/// <summary>What an item allocates on each hot path is what the table says: a number that no noise on the machine can move.</summary>
[Collection(CostCollection.Name)]
public sealed class AllocationTests
{
    private const int BatchSize = 1_000;

    [Fact]
    public async Task Framing_strictly_allocates_what_the_table_says()
    {
        var (movies, _) = await MovieList.FetchAsync();

        CostTable.Check("frame strictly", PerItem(() => Assert.Equal(MovieList.Count, movies.Frame())));
    }

    [Fact]
    public async Task Known_bytes_allocate_what_the_table_says()
    {
        var (movies, _) = await MovieList.FetchAsync();
        var ledger = Published(movies);

        CostTable.Check("frame and classify known bytes", PerItem(() =>
            Assert.Equal(MovieList.Count, movies.Classify(ledger, isFirst: false, trustsBytes: true).Unchanged)));
    }

    [Fact]
    public async Task Unchanged_items_in_bytes_that_are_not_trusted_allocate_what_the_table_says()
    {
        var (movies, _) = await MovieList.FetchAsync();
        var ledger = Published(movies);

        CostTable.Check("map and fingerprint an unchanged record", PerItem(() =>
            Assert.Equal(MovieList.Count, movies.Classify(ledger, isFirst: false, trustsBytes: false).Unchanged)));
    }

    [Fact]
    public async Task Changed_items_allocate_what_the_table_says()
    {
        var (movies, changed) = await MovieList.FetchAsync();
        var scratch = new byte[2 * changed.Body.Length];

        var allocated = PerItem(Published, ledger =>
            Assert.Equal(MovieList.Count, changed.Classify(ledger, isFirst: false, trustsBytes: true, scratch: new MemoryStream(scratch)).Updated));

        CostTable.Check("map and spool a changed record", allocated);

        Ledger Published() => AllocationTests.Published(movies);
    }

    [Fact]
    public async Task Inserting_into_a_first_generation_allocates_what_the_table_says()
    {
        var (movies, _) = await MovieList.FetchAsync();
        var items = new List<StagedItem>();
        movies.Classify(new Ledger(), isFirst: true, trustsBytes: false, staged => items.Add(new StagedItem(staged.Format, staged.Record.Row, staged.Record.Encoded)));
        var batches = items.Chunk(BatchSize).ToArray();
        var directory = Directory.CreateTempSubdirectory("dataflowsync-costs-");
        try
        {
            var store = new LiteDbCatalogStore(new LiteDbStoreOptions { DataDirectory = directory.FullName });
            await using var writer = await store.OpenWriterAsync("costs");
            var costs = new List<double>();
            for (var round = 0; round < 2; round++)
            {
                await using var generation = await writer.BeginAsync(movies.Step, CancellationToken.None);
                var before = GC.GetAllocatedBytesForCurrentThread();
                foreach (var batch in batches)
                {
                    var inserted = generation.InsertAsync(batch, CancellationToken.None).AsTask();
                    Assert.True(inserted.IsCompletedSuccessfully); // On this thread: what it allocates is counted.
                    await inserted;
                }

                costs.Add((GC.GetAllocatedBytesForCurrentThread() - before) / (double)MovieList.Count);
            }

            CostTable.Check("insert into a first generation", costs[^1]);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    /// <summary>The ledger after a first sync of a list.</summary>
    private static Ledger Published(MovieList movies)
    {
        var ledger = new Ledger();
        Assert.Equal(MovieList.Count, movies.Classify(ledger, isFirst: true, trustsBytes: false).Added);
        return ledger;
    }

    private static double PerItem(Action work) => PerItem(() => true, _ => work());

    /// <summary>Bytes an item allocates on this thread, warmed up.</summary>
    private static double PerItem<T>(Func<T> prepare, Action<T> work)
    {
        work(prepare());
        var prepared = prepare();
        var before = GC.GetAllocatedBytesForCurrentThread();
        work(prepared);
        return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)MovieList.Count;
    }
}
