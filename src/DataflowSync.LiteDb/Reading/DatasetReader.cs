using System.Runtime.CompilerServices;
using DataflowSync.LiteDb.Index;

namespace DataflowSync.LiteDb.Reading;

/// <summary>Reads one published dataset. The disk is asked on the thread pool, a page of items at a time.</summary>
internal sealed class DatasetReader(string name, GenerationLease lease) : IDatasetReader
{
    private const int PageItems = 500;

    public string Name => name;

    public int Count { get; } = lease.Generation.Index.Order.Count;

    public async ValueTask<CatalogItem?> FindAsync(string id, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(id);
        return await RunAsync(async generation =>
        {
            if (!generation.Index.TryFind(Ledger.KeyOf(id), out var row))
            {
                return null;
            }

            // Two texts may share a key.
            var items = await DocumentReads.ReadAsync(generation, new[] { row }, cancellationToken).ConfigureAwait(false);
            return items[0].Id == id ? items[0] : null;
        }, cancellationToken).ConfigureAwait(false);
    }

    public async IAsyncEnumerable<CatalogItem> BrowseAsync(
        BrowseQuery? query = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        query ??= new BrowseQuery();
        ArgumentOutOfRangeException.ThrowIfNegative(query.Take ?? 0, nameof(query));
        var (list, position) = await RunAsync(generation => ValueTask.FromResult(Locate(generation.Index, query)), cancellationToken).ConfigureAwait(false);
        var end = query.Take is { } take ? (int)Math.Min(list.Count, (long)position + take) : list.Count;
        while (position < end)
        {
            var rows = new int[Math.Min(PageItems, end - position)];
            var page = await RunAsync(generation =>
            {
                generation.Index.ReadRows(list, position, rows);
                return DocumentReads.ReadAsync(generation, rows, cancellationToken);
            }, cancellationToken).ConfigureAwait(false);
            position += page.Count;
            foreach (var item in page)
            {
                yield return item;
            }
        }
    }

    public async ValueTask<IReadOnlyList<CategoryCount>> CountGroupsAsync(CancellationToken cancellationToken = default) =>
        await RunAsync(generation => ValueTask.FromResult(CountGroups(generation.Index, cancellationToken)), cancellationToken).ConfigureAwait(false);

    private static List<CategoryCount> CountGroups(IndexFile index, CancellationToken cancellationToken)
    {
        var groups = new List<CategoryCount>();
        foreach (var group in index.Groups())
        {
            cancellationToken.ThrowIfCancellationRequested();
            groups.Add(new CategoryCount(group.Id, Name: null, group.Rows.Count));
        }

        return groups;
    }

    /// <summary>The list to walk and where to begin in it.</summary>
    private static (RowSlice List, int Position) Locate(IndexFile index, BrowseQuery query)
    {
        var list = query.Category is null ? index.Order : index.RowsOf(query.Category);
        if (query.After is null)
        {
            return (list, 0);
        }

        var shown = Math.Clamp(query.Position, 0, list.Count);
        if (index.TryFind(Ledger.KeyOf(query.After), out var row) && PositionOf(index, list, row, shown) is { } last)
        {
            return (list, last + 1);
        }

        // What was shown last is gone, and its successor has moved into its place: nothing is skipped.
        return (list, Math.Clamp(query.Position - 1, 0, list.Count));
    }

    /// <summary>Where a row is in a list: where it was last, nearly always.</summary>
    private static int? PositionOf(IndexFile index, RowSlice list, int row, int shown)
    {
        if (shown > 0)
        {
            var last = new int[1];
            index.ReadRows(list, shown - 1, last);
            if (last[0] == row)
            {
                return shown - 1;
            }
        }

        var position = 0;
        foreach (var candidate in index.Rows(list))
        {
            if (candidate == row)
            {
                return position;
            }

            position++;
        }

        return null;
    }

    private async ValueTask<T> RunAsync<T>(Func<OpenGeneration, ValueTask<T>> read, CancellationToken cancellationToken)
    {
        using var use = lease.Share();
        return await Task.Run(() => read(use.Generation).AsTask(), cancellationToken).ConfigureAwait(false);
    }
}
