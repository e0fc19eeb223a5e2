using DataflowSync.LiteDb.Documents;
using DataflowSync.LiteDb.Files;
using DataflowSync.LiteDb.Pointer;
using DataflowSync.LiteDb.Reading;
using DataflowSync.LiteDb.Tests.Simulation;
using FsCheck;
using FsCheck.Xunit;
using LiteDB;
using LiteDB.Engine;

namespace DataflowSync.LiteDb.Tests;

/// <summary>Items of megabytes neither fill the memory nor hang LiteDB.</summary>
public sealed class LargeItemTests : IDisposable
{
    private const string Profile = "home";
    private const int Large = 4_000_000;

    private readonly StoreDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Large_items_are_stored_merged_and_rebuilt_whatever_the_size_of_a_batch()
    {
        var store = _directory.Store();
        List<TestRecord> records = [.. Enumerable.Range(0, 30).Select(i => Named($"{i}", $"large {i}", Large))];
        records.AddRange(Records.Edition("small", 20));
        records.AddRange(Enumerable.Range(0, 25).Select(i => Named($"{i}", $"again {i}", i % 2 == 0 ? Large : 10))); // repeats
        await SyncAsync(records);
        await SyncAsync(records.Append(new TestRecord("new", "one more", [])));

        async Task SyncAsync(IEnumerable<TestRecord> list)
        {
            await SimulatedFetch.SyncAsync(store, Profile, "movies", list);
            Assert.Empty(await store.VerifyAsync(Profile));
            await using var snapshot = await store.OpenAsync(Profile);
            var found = await ModelAssert.ToListAsync(snapshot.Dataset("movies"), query: null, item => (item.Id, item.GetString("name")!.Length));
            Assert.Equal(new CatalogModel(list).Items.Select(item => (item.Id, item.Name.Length)), found);
        }
    }

    [Fact]
    public async Task Reading_a_page_of_large_items_stops_before_it_fills_the_memory()
    {
        var store = _directory.Store(rebuildBelow: 1, overlayRatio: 1);
        List<TestRecord> records = [.. Enumerable.Range(0, 24).Select(i => Named($"{i}", $"large {i}", Large))];
        await SimulatedFetch.SyncAsync(store, Profile, "movies", records);
        records[5] = Named("5", "in the overlay", Large);
        records[6] = Named("6", "there too", Large);
        records[20] = Named("20", "far behind", Large);
        await SimulatedFetch.SyncAsync(store, Profile, "movies", records);
        var directory = new ProfileDirectory(new Disk(), _directory.Path, Profile);
        var pointer = PointerFile.Read(directory)!.Datasets["movies"];
        Assert.NotNull(pointer.Overlay);
        using var generation = new OpenGeneration(directory, "movies", pointer, readersPerFile: 1);
        var rows = new int[records.Count];
        generation.Index.ReadRows(generation.Index.Order, 0, rows);
        List<string> names = [];

        while (names.Count < records.Count)
        {
            var page = await DocumentReads.ReadAsync(generation, rows.AsMemory(names.Count), CancellationToken.None);
            Assert.InRange(page.Count, 1, 5);
            names.AddRange(page.Select(item => item.GetString("name")!));
        }

        Assert.Equal(records.Select(record => record.Name), names);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_item_larger_than_a_document_fails_the_fetch_and_says_which_it_is(bool isFirst)
    {
        var store = _directory.Store();
        if (!isFirst)
        {
            await SimulatedFetch.SyncAsync(store, Profile, "movies", Records.Edition("small", 5));
        }

        await using var writer = await store.OpenWriterAsync(Profile);
        var error = await Assert.ThrowsAsync<IOException>(() => SimulatedFetch.PublishAsync(
            writer, "movies", [.. Records.Edition("small", 5), Named("6", "huge", ItemDocument.MaxSize)]));

        Assert.Contains("row 5", error.Message, StringComparison.Ordinal);
        Assert.Contains("16683", error.Message, StringComparison.Ordinal);
        Assert.Equal(isFirst ? null : 5, writer.GetGeneration("movies")?.Count);
    }

    [Fact]
    public async Task An_item_as_large_as_a_document_can_be_is_stored()
    {
        var store = _directory.Store();
        var overhead = ItemDocument.SizeOf(ItemDocument.From(0, new CatalogItem([KeyValuePair.Create<string, object>("id", 1L), KeyValuePair.Create<string, object>("name", string.Empty)])));
        var record = Named("1", "x", ItemDocument.MaxSize - overhead) with { Groups = [] };

        await SimulatedFetch.SyncAsync(store, Profile, "movies", [record]);

        await using var snapshot = await store.OpenAsync(Profile);
        Assert.Equal(record.Name, (await snapshot.Dataset("movies").FindAsync("1"))!.GetString("name"));
    }

    [Property(MaxTest = 200)]
    public void The_size_of_a_document_is_known_before_it_is_written(string name, long number, double fraction, bool flag, NonNull<string>[] list)
    {
        var document = ItemDocument.From(7, new CatalogItem([
            KeyValuePair.Create<string, object>("näme", name ?? string.Empty),
            KeyValuePair.Create<string, object>("number", number),
            KeyValuePair.Create<string, object>("fraction", fraction),
            KeyValuePair.Create<string, object>("flag", flag),
            KeyValuePair.Create<string, object>("list", (IReadOnlyList<string>)[.. list.Select(text => text.Get)]),
            KeyValuePair.Create<string, object>("long list", (IReadOnlyList<string>)[.. Enumerable.Repeat("x", Math.Abs(number.GetHashCode() % 1_200))]),
        ]));

        Assert.Equal(BsonSerializer.Serialize(document).Length, ItemDocument.SizeOf(document));
    }

    /// <summary>LiteDB writes its log in a thread of its own: a failure there used to hang, or to end the process when it was collected.</summary>
    [Fact]
    public async Task A_log_that_is_full_is_an_exception_and_neither_a_hang_nor_the_end_of_the_process()
    {
        var failing = Task.Run(() =>
        {
            using var log = new LogStream(1 << 20);
            using var engine = new LiteEngine(new EngineSettings { DataStream = new MemoryStream(), LogStream = log, TempStream = new MemoryStream() });
            engine.Pragma("CHECKPOINT", 100);
            engine.Insert("items", Enumerable.Range(0, 500).Select(row => new BsonDocument { ["_id"] = row, ["x"] = new string('x', 8_000) }), BsonAutoId.Int32);
        });

        var error = await Assert.ThrowsAsync<IOException>(() => failing.WaitAsync(TimeSpan.FromMinutes(1)));

        Assert.Contains("log", error.Message, StringComparison.Ordinal);
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }

    private static TestRecord Named(string id, string name, int length) => new(id, name.PadRight(length, '.'), ["a"]);
}
