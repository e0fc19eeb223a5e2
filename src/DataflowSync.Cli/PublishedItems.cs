namespace DataflowSync.Cli;

/// <summary>How many items of each kind are published.</summary>
internal static class PublishedItems
{
    /// <returns>Kind → items, 0 for what was never published; the kinds in their order.</returns>
    public static async Task<IReadOnlyDictionary<string, int>> CountAsync(ICatalogStore store, ProfileId profile, CancellationToken cancellationToken)
    {
        await using var snapshot = await store.OpenAsync(profile, cancellationToken);
        var counts = new OrderedDictionary<string, int>();
        foreach (var kind in CatalogKinds.All.Union(snapshot.DatasetNames))
        {
            counts.Add(kind, snapshot.Dataset(kind).Count);
        }

        return counts;
    }
}
