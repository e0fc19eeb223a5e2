namespace DataflowSync.LiteDb.Reading;

/// <summary>A published dataset whose files cannot be opened: it says so at every read, and the other datasets stay readable.</summary>
internal sealed class DamagedDataset(string name, int count, Exception damage) : IDatasetReader
{
    public string Name => name;

    public int Count => count;

    public ValueTask<CatalogItem?> FindAsync(string id, CancellationToken cancellationToken = default) =>
        ValueTask.FromException<CatalogItem?>(Error());

    public IAsyncEnumerable<CatalogItem> BrowseAsync(BrowseQuery? query = null, CancellationToken cancellationToken = default) => throw Error();

    public ValueTask<IReadOnlyList<CategoryCount>> CountGroupsAsync(CancellationToken cancellationToken = default) =>
        ValueTask.FromException<IReadOnlyList<CategoryCount>>(Error());

    private InvalidDataException Error() => new($"The published {name} are damaged; the next sync fetches them anew. {damage.Message}", damage);
}
