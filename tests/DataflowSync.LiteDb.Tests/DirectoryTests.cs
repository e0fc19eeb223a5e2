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
    public async Task Each_directory_that_is_made_is_made_to_last_once()
    {
        var data = Path.Combine(_directory.Path, "not", "there");
        var store = new LiteDbCatalogStore(new LiteDbStoreOptions { DataDirectory = data, Disk = _disk });
        await using (await store.OpenWriterAsync(Profile))
        {
            Assert.Equal([data, Path.Combine(_directory.Path, "not"), _directory.Path], _disk.FlushedDirectories);
        }

        await SimulatedFetch.SyncAsync(store, Profile, "movies", Records.Edition("any", 3));
        _disk.FlushedDirectories.Clear();
        await using var writer = await store.OpenWriterAsync(Profile);
        Assert.Empty(_disk.FlushedDirectories);
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
}
