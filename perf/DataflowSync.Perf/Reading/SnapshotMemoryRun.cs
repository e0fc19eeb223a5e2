using System.Globalization;
using System.Text.Json;
using DataflowSync.LiteDb;

namespace DataflowSync.Perf.Reading;

/// <summary>The child's side: reads one snapshot until its engines are as large as they get, and prints what that took.</summary>
internal static class SnapshotMemoryRun
{
    private const int ReadsOfEach = 1_000;
    private const double MiB = 1 << 20;

    public static async Task<int> RunAsync(string data, int readers, CancellationToken cancellationToken)
    {
        var store = new LiteDbCatalogStore(new LiteDbStoreOptions { DataDirectory = data });
        await WarmUpAsync(store, readers, cancellationToken);
        await Task.Yield(); // Off the stack of what has just ended, which keeps the small catalog's engines.
        var (heap, resident) = (Heap(), Resident());
        await using var snapshot = await store.OpenAsync(ReadersRun.Profile, cancellationToken);
        var opened = Heap();
        await ReadAsync(snapshot, readers, cancellationToken);
        var inUse = Environment.WorkingSet / MiB;
        Console.WriteLine(JsonSerializer.Serialize(new SnapshotMemory(opened - heap, Heap() - heap, Resident() - resident, inUse - resident)));
        return 0;
    }

    /// <summary>Whatever code and buffers the reads need is here from now on.</summary>
    private static async Task WarmUpAsync(LiteDbCatalogStore store, int readers, CancellationToken cancellationToken)
    {
        await using var small = await store.OpenAsync(ReadersRun.SmallProfile, cancellationToken);
        await ReadAsync(small, readers, cancellationToken);
    }

    private static async Task ReadAsync(CatalogSnapshot snapshot, int readers, CancellationToken cancellationToken)
    {
        var movies = snapshot.Dataset("movies");
        var categories = await movies.CountGroupsAsync(cancellationToken);
        string[] ids = [.. await movies.BrowseAsync(new BrowseQuery { Take = 1 }, cancellationToken).Select(item => item.Id).ToListAsync(cancellationToken)];
        var firstId = long.Parse(ids[0], CultureInfo.InvariantCulture); // Ids ascend without gaps.
        await Task.WhenAll(Enumerable.Range(0, readers).Select(seed => Task.Run(
            async () =>
            {
                var random = new Random(seed);
                for (var i = 0; i < ReadsOfEach; i++)
                {
                    await movies.FindAsync((firstId + random.Next(movies.Count)).ToString(CultureInfo.InvariantCulture), cancellationToken);
                    var query = new BrowseQuery { Category = categories[random.Next(categories.Count)].Id, Take = Edition.PageSize };
                    await movies.BrowseAsync(query, cancellationToken).CountAsync(cancellationToken);
                }
            },
            cancellationToken)));
    }

    private static double Heap()
    {
        Collect();
        return GC.GetTotalMemory(forceFullCollection: true) / MiB;
    }

    private static double Resident()
    {
        Collect();
        return Environment.WorkingSet / MiB;
    }

    private static void Collect()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }
}
