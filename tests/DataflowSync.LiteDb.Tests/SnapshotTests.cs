using System.Diagnostics;
using DataflowSync.LiteDb.Tests.Simulation;

namespace DataflowSync.LiteDb.Tests;

public sealed class SnapshotTests : IDisposable
{
    private const string Profile = "home";

    private readonly StoreDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_snapshot_shows_what_it_opened_over_publications_and_the_end_of_the_profile()
    {
        var store = _directory.Store(rebuildBelow: 0);
        var first = Records.Edition("first", 50);
        await SimulatedFetch.SyncAsync(store, Profile, "movies", first);
        await SimulatedFetch.SyncAsync(store, Profile, "movie-categories", Records.Edition("category", 3));
        await using var before = await store.OpenAsync(Profile);
        await SimulatedFetch.SyncAsync(store, Profile, "movies", Records.Changed(first, "overlay", 5));
        await using var between = await store.OpenAsync(Profile);
        await SimulatedFetch.SyncAsync(store, Profile, "movies", Records.Edition("rebuilt", 40));
        await SimulatedFetch.SyncAsync(store, Profile, "channels", Records.Edition("channel", 4));

        Assert.True(await store.DeleteProfileAsync(Profile));

        Assert.Equal((2, 3), (before.Version, between.Version));
        Assert.Equal(["movie-categories", "movies"], before.DatasetNames.Order());
        var random = new Random(1);
        await ModelAssert.ShowsAsync(new CatalogModel(first), before.Dataset("movies"), random);
        await ModelAssert.ShowsAsync(new CatalogModel(Records.Changed(first, "overlay", 5)), between.Dataset("movies"), random);
        await ModelAssert.ShowsAsync(new CatalogModel(Records.Edition("category", 3)), between.Dataset("movie-categories"), random);
        await Assert.ThrowsAsync<UnknownProfileException>(async () => await store.OpenAsync(Profile));
    }

    [Fact]
    public async Task A_profile_made_anew_under_its_old_name_shows_nothing_of_the_forgotten_one()
    {
        var store = _directory.Store();
        await SimulatedFetch.SyncAsync(store, Profile, "movies", Records.Edition("old", 10));
        await using var old = await store.OpenAsync(Profile);
        await store.DeleteProfileAsync(Profile);
        await SimulatedFetch.SyncAsync(store, Profile, "movies", Records.Edition("new", 10));

        await using var snapshot = await store.OpenAsync(Profile);

        Assert.Equal(old.Version, snapshot.Version);
        await ModelAssert.ShowsAsync(new CatalogModel(Records.Edition("new", 10)), snapshot.Dataset("movies"), new Random(1));
        await ModelAssert.ShowsAsync(new CatalogModel(Records.Edition("old", 10)), old.Dataset("movies"), new Random(1));
    }

    [Fact]
    public async Task Readers_see_whole_editions_while_a_writer_publishes_and_other_readers_come_and_go()
    {
        const int Editions = 25;
        const int Items = 700; // more than a page
        var store = _directory.Store(rebuildBelow: 0, overlayRatio: 0.4);
        await SimulatedFetch.SyncAsync(store, Profile, "movies", Records.Edition("0", Items));
        using var done = new CancellationTokenSource();
        var otherStore = _directory.Store();
        var readers = Enumerable.Range(0, 6).Select(i => Task.Run(() => ReadUntilAsync(i % 2 == 0 ? store : otherStore, Items, done.Token))).ToList();

        for (var edition = 1; edition <= Editions; edition++)
        {
            await SimulatedFetch.SyncAsync(store, Profile, "movies", Records.Edition($"{edition}", Items));
        }

        await done.CancelAsync();
        Assert.All(await Task.WhenAll(readers), reads => Assert.True(reads > 0));
    }

    [Fact]
    public async Task A_profile_made_anew_while_a_reader_opens_it_is_no_damage()
    {
        if (!OperatingSystem.IsLinux())
        {
            return; // A named pipe holds the reader between the pointer and its files, and notifications tell when it is there.
        }

        var store = _directory.Store();
        await SimulatedFetch.SyncAsync(store, Profile, "movies", Records.Edition("old", 3));
        using var anew = new StoreDirectory();
        await SimulatedFetch.SyncAsync(anew.Store(), Profile, "movies", Records.Edition("new", 3));
        var pipe = Path.Combine(_directory.Path, "pipe");
        using (var mkfifo = Process.Start("mkfifo", [pipe]))
        {
            await mkfifo.WaitForExitAsync();
        }

        File.Delete(_directory.PathOf(Profile, "movies.1.index"));
        File.CreateSymbolicLink(_directory.PathOf(Profile, "movies.1.index"), pipe);
        var pointerWasRead = new TaskCompletionSource();
        using var watcher = new FileSystemWatcher(Path.Combine(_directory.Path, Profile), "pointer.json") { NotifyFilter = NotifyFilters.LastAccess };
        watcher.Changed += (_, _) => pointerWasRead.TrySetResult();
        watcher.EnableRaisingEvents = true;

        var opening = Task.Run(async () => await _directory.Store().OpenAsync(Profile));
        await pointerWasRead.Task;
        foreach (var name in new[] { "pointer.json", "movies.1.db", "movies.1.db.sums", "movies.1.index.sums", "movies.1.index" })
        {
            File.Move(anew.PathOf(Profile, name), _directory.PathOf(Profile, name), overwrite: true);
        }

        await using (new FileStream(pipe, FileMode.Open, FileAccess.ReadWrite))
        {
            await opening.WaitAsync(TimeSpan.FromMinutes(1));
        }

        await using var snapshot = await opening;
        await ModelAssert.ShowsAsync(new CatalogModel(Records.Edition("new", 3)), snapshot.Dataset("movies"), new Random(1));
    }

    [Fact]
    public async Task A_closed_snapshot_refuses_to_read_but_lets_a_running_read_page_end()
    {
        var store = _directory.Store();
        await SimulatedFetch.SyncAsync(store, Profile, "movies", Records.Edition("any", 1_200));
        var snapshot = await store.OpenAsync(Profile);
        await using var running = snapshot.Dataset("movies").BrowseAsync().GetAsyncEnumerator();
        Assert.True(await running.MoveNextAsync());

        await snapshot.DisposeAsync();
        await snapshot.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await snapshot.Dataset("movies").FindAsync("1"));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () =>
        {
            while (await running.MoveNextAsync())
            {
                Assert.StartsWith("any", running.Current.GetString("name"), StringComparison.Ordinal);
            }
        });
    }

    [Fact]
    public async Task A_dataset_that_was_never_published_is_empty()
    {
        var store = _directory.Store();
        await SimulatedFetch.SyncAsync(store, Profile, "movies", Records.Edition("any", 1));
        await using var snapshot = await store.OpenAsync(Profile);

        var reader = snapshot.Dataset("series");

        await ModelAssert.ShowsAsync(new CatalogModel([]), reader, new Random(1));
        Assert.DoesNotContain("series", snapshot.DatasetNames);
    }

    [Fact]
    public async Task A_page_cursor_survives_a_newer_generation()
    {
        var store = _directory.Store();
        var records = Records.Edition("any", 30);
        await SimulatedFetch.SyncAsync(store, Profile, "movies", records);
        var cursor = new BrowseQuery { After = "10", Position = 10, Take = 3 };
        records.Insert(0, new TestRecord("99", "new at the top", ["a"]));
        await SimulatedFetch.SyncAsync(store, Profile, "movies", records);
        Assert.Equal(["11", "12", "13"], await PageAsync(store, cursor));

        records.RemoveAll(record => record.Id is "99" or "10");
        await SimulatedFetch.SyncAsync(store, Profile, "movies", records);
        Assert.Equal(["11", "12", "13"], await PageAsync(store, cursor));
        Assert.Equal(["1", "2", "3"], await PageAsync(store, cursor with { After = "0", Position = 0 }));
        Assert.Equal(["1", "2", "3"], await PageAsync(store, cursor with { After = "0", Position = 1 }));
        Assert.Equal(["30"], await PageAsync(store, cursor with { After = "31", Position = 29 }));
        Assert.Empty(await PageAsync(store, cursor with { After = "31", Position = 300 }));
    }

    [Fact]
    public async Task An_id_is_found_by_its_own_text_only()
    {
        var store = _directory.Store();
        await SimulatedFetch.SyncAsync(store, Profile, "movies", [new TestRecord("7", "seven", []), new TestRecord("a-7", "text", [])]);
        await using var snapshot = await store.OpenAsync(Profile);
        var movies = snapshot.Dataset("movies");

        Assert.Equal("seven", (await movies.FindAsync("7"))?.GetString("name"));
        Assert.Equal("text", (await movies.FindAsync("a-7"))?.GetString("name"));
        Assert.Null(await movies.FindAsync("007"));
        Assert.Null(await movies.FindAsync("A-7"));
        Assert.Null(await movies.FindAsync(string.Empty));
    }

    [Fact]
    public async Task Reading_can_be_cancelled()
    {
        var store = _directory.Store();
        await SimulatedFetch.SyncAsync(store, Profile, "movies", Records.Edition("any", 10));
        await using var snapshot = await store.OpenAsync(Profile);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await snapshot.Dataset("movies").FindAsync("1", cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await snapshot.Dataset("movies").BrowseAsync(null, cancelled.Token).ToListAsync());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await store.OpenAsync(Profile, cancelled.Token));
    }

    private static async Task<List<string>> PageAsync(LiteDbCatalogStore store, BrowseQuery cursor)
    {
        await using var snapshot = await store.OpenAsync(Profile);
        return await ModelAssert.ToListAsync(snapshot.Dataset("movies"), cursor, item => item.Id);
    }

    private static async Task<int> ReadUntilAsync(LiteDbCatalogStore store, int items, CancellationToken done)
    {
        var reads = 0;
        do
        {
            await using var snapshot = await store.OpenAsync(Profile, CancellationToken.None);
            var names = await ModelAssert.ToListAsync(snapshot.Dataset("movies"), query: null, item => item.GetString("name")!);
            Assert.Equal(Enumerable.Range(1, items).Select(id => $"{snapshot.Version - 1} {id}"), names);
            reads++;
        }
        while (!done.IsCancellationRequested);
        return reads;
    }
}
