using System.Runtime.CompilerServices;

namespace DataflowSync;

/// <summary>A dataset seen as typed items. Thread-safe as the reader it stands on.</summary>
/// <typeparam name="T">The type of an item.</typeparam>
/// <param name="reader">The dataset.</param>
/// <param name="map">Makes the typed item.</param>
/// <param name="categories">The dataset that names the groups of this one; null where there is none.</param>
public sealed class DatasetView<T>(IDatasetReader reader, Func<CatalogItem, T> map, IDatasetReader? categories = null)
{
    /// <summary>Number of items.</summary>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public ValueTask<int> CountAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(reader.Count);
    }

    /// <summary>The item with an id; default where there is none.</summary>
    /// <param name="id">Id as text.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public async ValueTask<T?> FindAsync(string id, CancellationToken cancellationToken = default) =>
        await reader.FindAsync(id, cancellationToken).ConfigureAwait(false) is { } item ? map(item) : default;

    /// <summary>Items in the provider's order.</summary>
    /// <param name="query">Which; null for all.</param>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    public async IAsyncEnumerable<T> BrowseAsync(
        BrowseQuery? query = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var item in reader.BrowseAsync(query, cancellationToken).ConfigureAwait(false))
        {
            yield return map(item);
        }
    }

    /// <summary>
    /// The categories in the provider's order with the number of items in each, empty ones included; then those that items
    /// name but the provider does not list, with no name.
    /// </summary>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public async ValueTask<IReadOnlyList<CategoryCount>> GetCategoriesAsync(CancellationToken cancellationToken = default)
    {
        var result = new List<CategoryCount>();
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var group in await reader.CountGroupsAsync(cancellationToken).ConfigureAwait(false))
        {
            counts[group.Id] = group.Count;
        }

        if (categories is not null)
        {
            await foreach (var category in categories.BrowseAsync(query: null, cancellationToken).ConfigureAwait(false))
            {
                counts.Remove(category.Id, out var count);
                result.Add(new CategoryCount(category.Id, category.GetString("name"), count));
            }
        }

        result.AddRange(counts.Select(left => new CategoryCount(left.Key, Name: null, left.Value)));
        return result;
    }
}
