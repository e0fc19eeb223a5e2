using BenchmarkDotNet.Attributes;
using DataflowSync.Change;
using DataflowSync.LiteDb;

namespace DataflowSync.Perf.Micro;

/// <summary>Writing items; times and allocations are an item's. Nothing is published, so nothing is flushed to the disk.</summary>
public class WriteBenchmarks
{
    private const int BatchSize = 1_000;

    private readonly string _data = Directory.CreateTempSubdirectory("dataflowsync-micro-").FullName;
    private SyncStep _step = null!;
    private StagedItem[][] _batches = null!;
    private SpooledRecord[] _records = null!;

    [GlobalSetup]
    public async Task SetUpAsync()
    {
        var movies = await MovieSamples.RenderAsync();
        _step = movies.Step;
        _batches = [.. movies.Stage().Chunk(BatchSize)];
        _records = [.. movies.Stage().Select(item => new SpooledRecord(item.Row, 1, ItemSpool.Nowhere, IsFirst: true, item.Encoded))];
    }

    [GlobalCleanup]
    public void CleanUp() => Directory.Delete(_data, recursive: true);

    /// <summary>Documents of a first generation into LiteDB.</summary>
    [Benchmark(OperationsPerInvoke = MovieSamples.Count)]
    public async Task InsertIntoFirstGeneration()
    {
        var store = new LiteDbCatalogStore(new LiteDbStoreOptions { DataDirectory = _data });
        await using var writer = await store.OpenWriterAsync("write");
        await using var generation = await writer.BeginAsync(_step, CancellationToken.None);
        foreach (var batch in _batches)
        {
            await generation.InsertAsync(batch, CancellationToken.None);
        }
    }

    /// <summary>Changed items into the spool.</summary>
    [Benchmark(OperationsPerInvoke = MovieSamples.Count)]
    public async Task Spool()
    {
        var store = new LiteDbCatalogStore(new LiteDbStoreOptions { DataDirectory = _data });
        await using var writer = await store.OpenWriterAsync("spool");
        await using var generation = await writer.BeginAsync(_step, CancellationToken.None);
        using var spool = new ItemSpool(generation.CreateScratch());
        foreach (var record in _records)
        {
            spool.Append(record);
        }
    }
}
