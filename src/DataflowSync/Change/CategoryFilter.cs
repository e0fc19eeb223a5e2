using System.IO.Hashing;
using System.Text;

namespace DataflowSync.Change;

/// <summary>Keeps the items that are in one of some categories. Immutable.</summary>
internal sealed class CategoryFilter
{
    private readonly byte[][] _categories;

    /// <param name="categories">Ids to keep; null or empty for no filter.</param>
    public CategoryFilter(IReadOnlyCollection<string>? categories)
    {
        var ids = (categories ?? []).Select(id => id.Trim()).Where(id => id.Length > 0).Distinct().Order(StringComparer.Ordinal).ToArray();
        _categories = [.. ids.Select(Encoding.UTF8.GetBytes)];
        Hash = ids.Length == 0 ? 0 : XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(string.Join('\n', ids)));
    }

    /// <summary>Hash of the filter; 0 for none.</summary>
    public ulong Hash { get; }

    public bool Accepts(ItemBuilder item) => _categories.Length == 0 || item.IsInAny(_categories);
}
