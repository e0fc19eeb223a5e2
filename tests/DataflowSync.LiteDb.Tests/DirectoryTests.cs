using DataflowSync.LiteDb.Files;
using DataflowSync.LiteDb.Tests.Simulation;

namespace DataflowSync.LiteDb.Tests;

/// <summary>What happens to directories: that they last, and that trouble with them hides nothing else.</summary>
public sealed class DirectoryTests : IDisposable
{
    private const string Profile = "home";

    private readonly StoreDirectory _directory = new();
    private readonly TroubledDisk _disk = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Every_directory_above_a_profile_is_made_to_last_before_anything_is_in_it_and_never_again()
    {
        var data = Path.Combine(_directory.Path, "not", "there");
        var store = new LiteDbCatalogStore(new LiteDbStoreOptions { DataDirectory = data, Disk = _disk });
        await using (await store.OpenWriterAsync(Profile))
        {
            Assert.Equal(Above(Path.Combine(data, Profile)), _disk.FlushedDirectories);
        }

        await SimulatedFetch.SyncAsync(store, Profile, "movies", Records.Edition("any", 3));
        _disk.FlushedDirectories.Clear();
        await using var writer = await store.OpenWriterAsync(Profile);
        Assert.Empty(_disk.FlushedDirectories);
    }

    [Fact]
    public async Task A_directory_that_was_made_and_never_flushed_is_flushed_by_the_next_writer()
    {
        var data = Path.Combine(_directory.Path, "not", "there");
        var store = new LiteDbCatalogStore(new LiteDbStoreOptions { DataDirectory = data, Disk = _disk });
        _disk.GoodDirectoryFlushes = 1;
        await Assert.ThrowsAsync<IOException>(async () => await store.OpenWriterAsync(Profile));
        Assert.True(Directory.Exists(Path.Combine(data, Profile)));
        _disk.GoodDirectoryFlushes = int.MaxValue;
        _disk.FlushedDirectories.Clear();

        await using var writer = await store.OpenWriterAsync(Profile);

        Assert.Equal(Above(Path.Combine(data, Profile)), _disk.FlushedDirectories);
    }

    [Theory]
    [InlineData(13)]
    [InlineData(30)]
    public async Task A_directory_above_that_may_not_be_read_or_is_never_written_stops_no_sync(int errorNumber)
    {
        _disk.DirectoryFailure = new IOException("refused", errorNumber);
        var store = _directory.Store(disk: _disk);
        _disk.GoodDirectoryFlushes = 0;
        await using var writer = await store.OpenWriterAsync(Profile);
        _disk.GoodDirectoryFlushes = int.MaxValue;

        await SimulatedFetch.PublishAsync(writer, "movies", Records.Edition("any", 3));

        Assert.Equal(3, writer.GetGeneration("movies")!.Count);
    }

    [Fact]
    public void A_file_system_without_flushes_of_directories_is_no_failure()
    {
        if (OperatingSystem.IsLinux())
        {
            DirectoryFlush.Flush("/proc"); // fsync is EINVAL there, as on some mounts of CIFS, FUSE and 9p.
        }

        Assert.Throws<IOException>(() => new Disk().FlushDirectory(_directory.PathOf(Profile, "nowhere")));
    }

    [Fact]
    public async Task A_directory_that_cannot_be_flushed_after_the_publication_is_a_warning()
    {
        var store = _directory.Store(disk: _disk);
        await SimulatedFetch.SyncAsync(store, Profile, "movies", Records.Edition("old", 3));
        await using (var writer = await store.OpenWriterAsync(Profile))
        {
            _disk.GoodDirectoryFlushes = 1;
            await SimulatedFetch.PublishAsync(writer, "movies", Records.Edition("new", 4));
            Assert.StartsWith("movies: published", Assert.Single(writer.Warnings), StringComparison.Ordinal);
            Assert.Equal(4, writer.GetGeneration("movies")!.Count);
        }

        await using var snapshot = await store.OpenAsync(Profile);
        await ModelAssert.ShowsAsync(new CatalogModel(Records.Edition("new", 4)), snapshot.Dataset("movies"), new Random(1));
    }

    [Fact]
    public async Task Trouble_while_cleaning_up_hides_nothing_else()
    {
        var store = _directory.Store(disk: _disk);
        var writer = await store.OpenWriterAsync(Profile);
        var fetch = await SimulatedFetch.BeginAsync(writer, "movies");
        await fetch.ReceiveAsync(Records.Edition("any", 3));
        _disk.RefusesToDelete = true;
        Directory.Delete(Path.Combine(_directory.Path, Profile), recursive: true);

        await fetch.DisposeAsync();
        await writer.DisposeAsync();

        _disk.RefusesToDelete = false;
        await SimulatedFetch.SyncAsync(store, Profile, "movies", Records.Edition("any", 3));
    }

    private static List<string> Above(string path)
    {
        var above = new List<string>();
        for (var parent = Path.GetDirectoryName(path); parent is not null; parent = Path.GetDirectoryName(parent))
        {
            above.Add(parent);
        }

        return above;
    }
}
