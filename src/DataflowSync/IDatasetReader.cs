namespace DataflowSync;

/// <summary>Reads one dataset of a snapshot. Thread-safe; valid while the snapshot is open.</summary>
public interface IDatasetReader
{
    /// <summary>Name of the dataset.</summary>
    string Name { get; }

    /// <summary>Number of items; 0 where the dataset was never published.</summary>
    int Count { get; }

    /// <summary>The item with an id; null where there is none.</summary>
    /// <param name="id">Id as text.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    ValueTask<CatalogItem?> FindAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Items in the provider's order.</summary>
    /// <param name="query">Which; null for all.</param>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    IAsyncEnumerable<CatalogItem> BrowseAsync(BrowseQuery? query = null, CancellationToken cancellationToken = default);

    /// <summary>The groups that items are in, with their sizes.</summary>
    /// <param name="cancellationToken">Cancels the reading.</param>
    ValueTask<IReadOnlyList<CategoryCount>> CountGroupsAsync(CancellationToken cancellationToken = default);
}
