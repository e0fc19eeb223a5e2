namespace DataflowSync.LiteDb.Reading;

/// <summary>A dataset that was never published.</summary>
internal sealed class EmptyDataset(string name) : IDatasetReader
{
    public string Name => name;

    public int Count => 0;

    public ValueTask<CatalogItem?> FindAsync(string id, CancellationToken cancellationToken = default) => ValueTask.FromResult<CatalogItem?>(null);

    public IAsyncEnumerable<CatalogItem> BrowseAsync(BrowseQuery? query = null, CancellationToken cancellationToken = default) =>
        AsyncEnumerable.Empty<CatalogItem>();

    public ValueTask<IReadOnlyList<CategoryCount>> CountGroupsAsync(CancellationToken cancellationToken = default) =>
        ValueTask.FromResult<IReadOnlyList<CategoryCount>>([]);
}
