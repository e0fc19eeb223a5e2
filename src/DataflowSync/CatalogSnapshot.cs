namespace DataflowSync;

/// <summary>
/// All datasets of a profile as they stood together at one moment. Thread-safe. Publications after it was opened do not
/// change it; dispose it soon, for it keeps the files it shows.
/// </summary>
public abstract class CatalogSnapshot : IAsyncDisposable
{
    /// <summary>The profile.</summary>
    public abstract ProfileId ProfileId { get; }

    /// <summary>Number of the publication it shows; grows with each. 0 where nothing was published yet.</summary>
    public abstract long Version { get; }

    /// <summary>Names of the datasets that were published.</summary>
    public abstract IReadOnlyCollection<string> DatasetNames { get; }

    /// <summary>A dataset by its name; one that was never published is empty.</summary>
    /// <param name="name">Name of the dataset.</param>
    public abstract IDatasetReader Dataset(string name);

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();
}
