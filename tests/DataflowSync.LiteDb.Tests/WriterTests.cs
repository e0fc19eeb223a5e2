using DataflowSync.LiteDb.Files;
using DataflowSync.LiteDb.Tests.Simulation;
using Microsoft.Win32.SafeHandles;

namespace DataflowSync.LiteDb.Tests;

public sealed class WriterTests : IDisposable
{
    private const string Profile = "home";

    private readonly StoreDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_profile_has_one_writer_whatever_store_it_is_opened_by()
    {
        var writer = await _directory.Store().OpenWriterAsync(Profile);
        var other = _directory.Store();

        var busy = await Assert.ThrowsAsync<ProfileBusyException>(async () => await other.OpenWriterAsync(Profile));
        Assert.Equal(Profile, busy.ProfileId.Value);
        await using (await other.OpenWriterAsync("another"))
        {
            await writer.DisposeAsync();
        }

        await using var next = await other.OpenWriterAsync(Profile);
    }

    [Fact]
    public async Task A_profile_being_written_cannot_be_forgotten()
    {
        var store = _directory.Store();
        await SimulatedFetch.SyncAsync(store, Profile, "movies", Records.Edition("any", 3));
        await using (await store.OpenWriterAsync(Profile))
        {
            await Assert.ThrowsAsync<ProfileBusyException>(async () => await store.DeleteProfileAsync(Profile));
        }

        Assert.True(await store.DeleteProfileAsync(Profile));
        Assert.False(await store.DeleteProfileAsync(Profile));
        Assert.Empty(Directory.GetFileSystemEntries(_directory.Path));
    }

    [Fact]
    public async Task The_lock_file_of_a_dead_owner_is_free()
    {
        Directory.CreateDirectory(Path.Combine(_directory.Path, Profile));
        await File.WriteAllTextAsync(_directory.PathOf(Profile, "sync.lock"), "left behind");

        await using var writer = await _directory.Store().OpenWriterAsync(Profile);

        Assert.Empty(writer.Warnings);
    }

    [Fact]
    public async Task Who_reads_the_lock_file_for_a_moment_as_a_backup_does_makes_no_profile_busy()
    {
        var path = _directory.PathOf(Profile, "sync.lock");
        Directory.CreateDirectory(Path.Combine(_directory.Path, Profile));
        await File.WriteAllTextAsync(path, "of the last run");
        var disk = new BackedUpDisk(File.OpenRead(path));

        await using var writer = await _directory.Store(disk: disk).OpenWriterAsync(Profile);

        Assert.Equal(2, disk.Refused);
    }

    [Fact]
    public async Task What_a_killed_writer_left_goes_when_the_next_one_opens_and_nothing_else()
    {
        var store = _directory.Store();
        await SimulatedFetch.SyncAsync(store, Profile, "movies", Records.Edition("any", 3));
        var files = _directory.Files(Profile);
        foreach (var name in new[] { "movies.2.db.tmp", "movies.2.index", "movies.2.index.sums", "pointer.json.tmp", "movies.0.db", "notes.txt" })
        {
            await File.WriteAllTextAsync(_directory.PathOf(Profile, name), "x");
        }

        await using var writer = await store.OpenWriterAsync(Profile);

        Assert.Equal(files.Append("notes.txt").Order(), _directory.Files(Profile));
    }

    [Fact]
    public async Task A_generation_that_is_not_published_leaves_no_trace()
    {
        var store = _directory.Store();
        await SimulatedFetch.SyncAsync(store, Profile, "movies", Records.Edition("old", 20));
        var files = _directory.Files(Profile);
        await using (var writer = await store.OpenWriterAsync(Profile))
        {
            foreach (var dataset in new[] { "movies", "series" })
            {
                await using var fetch = await SimulatedFetch.BeginAsync(writer, dataset);
                await fetch.ReceiveAsync(Records.Edition("new", 30));
                Assert.NotEqual(files, _directory.Files(Profile));
            }

            Assert.Equal(files, _directory.Files(Profile));
        }

        await using var snapshot = await store.OpenAsync(Profile);
        Assert.Equal(1, snapshot.Version);
        await ModelAssert.ShowsAsync(new CatalogModel(Records.Edition("old", 20)), snapshot.Dataset("movies"), new Random(1));
    }

    [Fact]
    public async Task A_new_profile_whose_writer_published_and_saved_nothing_does_not_exist()
    {
        var store = _directory.Store();
        await using (var writer = await store.OpenWriterAsync(Profile))
        {
            await using var fetch = await SimulatedFetch.BeginAsync(writer, "movies");
            await fetch.ReceiveAsync(Records.Edition("any", 3));
        }

        Assert.Empty(await store.ListProfilesAsync());
        Assert.Empty(Directory.GetFileSystemEntries(_directory.Path));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(0)]
    public async Task A_cancelled_publication_publishes_nothing_and_leaves_no_trace(int changed)
    {
        var store = _directory.Store(rebuildBelow: 0);
        var old = Records.Edition("old", 20);
        await SimulatedFetch.SyncAsync(store, Profile, "movies", old);
        var files = _directory.Files(Profile);
        using var cancelled = new CancellationTokenSource();
        await using (var writer = await store.OpenWriterAsync(Profile))
        {
            var fetch = await SimulatedFetch.BeginAsync(writer, "movies");
            await fetch.ReceiveAsync(Records.Changed(old, "new", changed));
            await cancelled.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetch.PublishAsync(cancelled.Token));
            await fetch.DisposeAsync();
            Assert.Equal(files, _directory.Files(Profile));

            await SimulatedFetch.PublishAsync(writer, "movies", Records.Edition("next", 20));
        }

        await using var snapshot = await store.OpenAsync(Profile);
        Assert.Equal(2, snapshot.Version);
        await ModelAssert.ShowsAsync(new CatalogModel(Records.Edition("next", 20)), snapshot.Dataset("movies"), new Random(1));
    }

    [Fact]
    public async Task A_writer_tells_what_is_published()
    {
        var store = _directory.Store();
        await using var writer = await store.OpenWriterAsync(Profile);
        Assert.Null(writer.GetGeneration("movies"));

        await SimulatedFetch.PublishAsync(writer, "movies", [.. Records.Edition("any", 5), .. Records.Edition("again", 2)]);

        var generation = writer.GetGeneration("movies");
        Assert.Equal((5L, 1, 7L), (generation!.Count, generation.ItemVersion, generation.Received));
        await using var next = await SimulatedFetch.BeginAsync(writer, "movies");
        Assert.Equal(generation, next.Generation.Previous);
        Assert.Equal(5, next.Generation.Ledger.Count);
    }

    [Fact]
    public async Task One_generation_is_built_at_a_time()
    {
        await using var writer = await _directory.Store().OpenWriterAsync(Profile);
        var first = await SimulatedFetch.BeginAsync(writer, "movies");
        await Assert.ThrowsAsync<InvalidOperationException>(() => SimulatedFetch.BeginAsync(writer, "series"));
        await first.DisposeAsync();
        await using var second = await SimulatedFetch.BeginAsync(writer, "series");
        await first.DisposeAsync();
        await second.ReceiveAsync(Records.Edition("any", 3));
        await second.PublishAsync();
        Assert.NotNull(writer.GetGeneration("series"));
    }

    [Fact]
    public async Task A_writer_that_is_disposed_twice_does_nothing_to_the_next_one()
    {
        var store = _directory.Store();
        var first = await store.OpenWriterAsync(Profile);
        await first.DisposeAsync();
        await using var next = await store.OpenWriterAsync(Profile);
        var files = _directory.Files(Profile);

        await first.DisposeAsync();

        Assert.Equal(files, _directory.Files(Profile));
        await Assert.ThrowsAsync<ProfileBusyException>(async () => await store.OpenWriterAsync(Profile));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => SimulatedFetch.BeginAsync(first, "movies"));
    }

    [Fact]
    public async Task Without_free_space_nothing_is_built_and_one_line_says_so()
    {
        var store = _directory.Store(minimumFreeBytes: long.MaxValue);
        await using var writer = await store.OpenWriterAsync(Profile);

        var error = await Assert.ThrowsAsync<IOException>(() => SimulatedFetch.BeginAsync(writer, "movies"));

        Assert.StartsWith("not enough free space", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Theory]
    [InlineData("../movies")]
    [InlineData("Movies")]
    [InlineData("")]
    [InlineData("a.b")]
    public async Task A_dataset_name_that_is_no_file_name_is_refused(string name)
    {
        await using var writer = await _directory.Store().OpenWriterAsync(Profile);
        await Assert.ThrowsAsync<ArgumentException>(() => SimulatedFetch.BeginAsync(writer, name));
    }

    [Theory]
    [InlineData("_id")]
    [InlineData("ID")]
    [InlineData("")]
    public async Task Field_names_that_LiteDB_cannot_tell_apart_are_refused(string field)
    {
        await using var writer = await _directory.Store().OpenWriterAsync(Profile);
        var step = new SyncStep("movies", new TestFormat { Fields = ["id", field] });
        await Assert.ThrowsAsync<ArgumentException>(async () => await writer.BeginAsync(step, CancellationToken.None));
    }

    [Fact]
    public async Task A_scratch_file_vanishes_when_it_is_closed()
    {
        await using var writer = await _directory.Store().OpenWriterAsync(Profile);
        await using var generation = await writer.BeginAsync(TestFormat.Step("movies"), CancellationToken.None);
        var files = _directory.Files(Profile);

        await using (var scratch = generation.CreateScratch())
        {
            await scratch.WriteAsync(new byte[100]);
            Assert.Equal(files.Length + 1, _directory.Files(Profile).Length);
        }

        Assert.Equal(files, _directory.Files(Profile));
    }

    [Fact]
    public async Task The_groups_of_stored_items_can_be_read_before_and_after_publication()
    {
        await using var writer = await _directory.Store(rebuildBelow: 0).OpenWriterAsync(Profile);
        List<TestRecord> records = [new("1", "one", ["x", "y"]), new("2", "two", []), .. Records.Edition("more", 30).Skip(2)];
        await using (var first = await SimulatedFetch.BeginAsync(writer, "movies"))
        {
            await first.ReceiveAsync(records);
            Assert.Equal(["x", "y"], first.Generation.ReadGroups(0, "categoryIds"));
            Assert.Empty(first.Generation.ReadGroups(1, "categoryIds"));
            await first.PublishAsync();
        }

        await SimulatedFetch.PublishAsync(writer, "movies", [records[0], records[1] with { Groups = ["z"] }, .. records.Skip(2)]);
        await using var next = await SimulatedFetch.BeginAsync(writer, "movies");
        Assert.Equal(["x", "y"], next.Generation.ReadGroups(0, "categoryIds"));
        Assert.Equal(["z"], next.Generation.ReadGroups(1, "categoryIds"));
    }

    /// <summary>A copy of the profile's files has reached its lock file, and goes on when the lock was refused twice.</summary>
    private sealed class BackedUpDisk(FileStream copied) : Disk
    {
        public int Refused { get; private set; }

        public override SafeFileHandle OpenExclusively(string path)
        {
            try
            {
                return base.OpenExclusively(path);
            }
            catch (IOException) when (++Refused == 2)
            {
                copied.Dispose();
                throw;
            }
        }
    }
}
