using DataflowSync.LiteDb.Building;
using DataflowSync.LiteDb.Files;
using DataflowSync.LiteDb.Pointer;
using DataflowSync.LiteDb.Reading;
using DataflowSync.LiteDb.Tests.Simulation;

namespace DataflowSync.LiteDb.Tests;

/// <summary>Neither waits for the other: whoever stands still, for however long, the others go on.</summary>
public sealed class ReadersAndPublicationsTests : IDisposable
{
    private const string Profile = "home";
    private const int Items = 60;
    private const int ReadersPerFile = 4;

    /// <summary>For barriers, so that a defect ends a test instead of hanging it.</summary>
    private static readonly TimeSpan LongEnough = TimeSpan.FromSeconds(60);

    private readonly StoreDirectory _directory = new();

    public static TheoryData<string, bool> Plans { get; } = new()
    {
        { "first", false }, { "index", false }, { "overlay", false }, { "overlay", true }, { "index", true }, { "base", true },
    };

    public void Dispose() => _directory.Dispose();

    [Theory]
    [MemberData(nameof(Plans))]
    public async Task A_publication_completes_while_every_engine_is_lent_and_every_lock_of_readers_is_held(string plan, bool hasOverlay)
    {
        var generations = new OpenGenerations(ReadersPerFile);
        var directory = new ProfileDirectory(new Disk(), _directory.Path, Profile);
        var options = new LiteDbStoreOptions { DataDirectory = _directory.Path, RebuildBelow = 0, MinimumFreeBytes = 0 };
        await using var writer = new CatalogWriter(directory, await ProfileLock.TakeAsync(directory, CancellationToken.None), generations, options);
        var (before, after) = await PrepareAsync(writer, plan, hasOverlay);
        await using var snapshot = LiteDbSnapshot.Open(directory, generations, CancellationToken.None);
        await using var fetch = await SimulatedFetch.BeginAsync(writer, "movies");
        await fetch.ReceiveAsync(after);
        await using var half = snapshot.Dataset("channels").BrowseAsync().GetAsyncEnumerator();
        Assert.True(await half.MoveNextAsync());
        var read = plan == "first" ? "channels" : "movies";
        using var lease = generations.Lease(directory, read, PointerFile.Read(directory)!.Datasets[read]);

        await using (await HeldReads.HoldAsync(generations, lease.Generation, ReadersPerFile))
        {
            await Task.Run(() => fetch.PublishAsync()).WaitAsync(LongEnough);

            // Another process has locks of its own.
            await using var other = await _directory.Store().OpenAsync(Profile);
            Assert.Equal(snapshot.Version + 1, other.Version);
            await ModelAssert.ShowsAsync(new CatalogModel(after), other.Dataset("movies"), new Random(1));
        }

        await ModelAssert.ShowsAsync(new CatalogModel(before), snapshot.Dataset("movies"), new Random(1));
        Assert.True(await half.MoveNextAsync());
    }

    [Theory]
    [MemberData(nameof(Plans))]
    public async Task Readers_open_and_read_while_a_publication_stands_still_at_any_operation_on_the_disk(string plan, bool hasOverlay)
    {
        using var disk = new SteppedDisk();
        var store = _directory.Store(rebuildBelow: 0, disk: disk);
        await using var writer = await store.OpenWriterAsync(Profile);
        var (before, after) = await PrepareAsync(writer, plan, hasOverlay);
        await using var old = await store.OpenAsync(Profile);
        await using var fetch = await SimulatedFetch.BeginAsync(writer, "movies");
        await fetch.ReceiveAsync(after);
        var seen = new List<long>();

        disk.StopFromNowOn();
        var publishing = Task.Run(() => fetch.PublishAsync());
        while (await disk.IsStoppedAsync(publishing))
        {
            seen.Add(await ReadAsync(store, old.Version, before, after).WaitAsync(LongEnough));
            await ModelAssert.ShowsAsync(new CatalogModel(before), old.Dataset("movies"), new Random(1)).WaitAsync(LongEnough);
            disk.GoOn();
        }

        await publishing;
        disk.StopNoMore();
        Assert.Equal(seen.Order(), seen);
        Assert.Equal([old.Version, old.Version + 1], seen.Distinct());
    }

    /// <returns>The version that was read.</returns>
    private static async Task<long> ReadAsync(LiteDbCatalogStore store, long oldVersion, List<TestRecord> before, List<TestRecord> after)
    {
        await using var snapshot = await store.OpenAsync(Profile);
        await ModelAssert.ShowsAsync(new CatalogModel(snapshot.Version == oldVersion ? before : after), snapshot.Dataset("movies"), new Random(1));
        return snapshot.Version;
    }

    /// <summary>Publishes what there is before a publication that takes a plan.</summary>
    private static async Task<(List<TestRecord> Before, List<TestRecord> After)> PrepareAsync(ICatalogWriter writer, string plan, bool hasOverlay)
    {
        await SimulatedFetch.PublishAsync(writer, "channels", Records.Edition("channel", Items));
        var records = Records.Edition("first", Items);
        if (plan == "first")
        {
            return ([], records);
        }

        await SimulatedFetch.PublishAsync(writer, "movies", records);
        if (hasOverlay)
        {
            records = Records.Changed(records, "overlay", 3);
            await SimulatedFetch.PublishAsync(writer, "movies", records);
        }

        return (records, plan switch
        {
            "index" => [.. records.AsEnumerable().Reverse()],
            "overlay" => Records.Changed(records, "next", 5),
            _ => Records.Edition("rebuilt", Items),
        });
    }
}
