namespace DataflowSync.Server.Catalogs;

/// <summary>One request's use of a shared snapshot.</summary>
internal sealed class SnapshotUse(SharedSnapshot shared) : IAsyncDisposable
{
    public CatalogSnapshot Snapshot => shared.Snapshot;

    public ValueTask DisposeAsync() => shared.ReleaseAsync();
}
