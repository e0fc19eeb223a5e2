using DataflowSync.LiteDb.Files;

namespace DataflowSync.LiteDb.Tests;

/// <summary>A data directory for one test.</summary>
internal sealed class StoreDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("dataflowsync-litedb-").FullName;

    public LiteDbCatalogStore Store(int rebuildBelow = 10_000, double overlayRatio = 0.2, long minimumFreeBytes = 0, Disk? disk = null) => new(new LiteDbStoreOptions
    {
        DataDirectory = Path,
        RebuildBelow = rebuildBelow,
        OverlayRatio = overlayRatio,
        MinimumFreeBytes = minimumFreeBytes,
        Disk = disk ?? new Disk(),
    });

    public string PathOf(string profile, string file) => System.IO.Path.Combine(Path, profile, file);

    /// <summary>Names of a profile's files.</summary>
    public string[] Files(string profile) => [.. Directory.GetFiles(System.IO.Path.Combine(Path, profile)).Select(path => System.IO.Path.GetFileName(path)).Order()];

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
