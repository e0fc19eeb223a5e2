using System.IO.Hashing;
using System.Text;
using DataflowSync.Pipeline;

namespace DataflowSync.Change;

/// <summary>Keeps the items that are in one of some categories. Immutable.</summary>
internal sealed class CategoryFilter
{
    private readonly byte[][] _categories;
    private readonly HashSet<string> _ids;

    /// <param name="categories">Ids to keep; null or empty for no filter.</param>
    public CategoryFilter(IReadOnlyCollection<string>? categories)
    {
        var ids = (categories ?? []).Select(id => id.Trim()).Where(id => id.Length > 0).Distinct().Order(StringComparer.Ordinal).ToArray();
        _ids = [.. ids];
        _categories = [.. ids.Select(Encoding.UTF8.GetBytes)];
        Hash = ids.Length == 0 ? 0 : XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(string.Join('\n', ids)));
    }

    /// <summary>Hash of the filter; 0 for none.</summary>
    public ulong Hash { get; }

    /// <summary>The ids to keep; null for no filter.</summary>
    public IReadOnlyCollection<string>? Ids => _ids.Count == 0 ? null : _ids;

    /// <summary>
    /// Whether a fetch group by group can say nothing of an item that it did not bring: one of its groups did not come whole.
    /// </summary>
    public bool IsUnspokenFor(IReadOnlyList<string> memberships, GroupOutcomes groups) => _ids.Count == 0
        ? memberships.Count == 0 || !memberships.All(groups.IsWhole)
        : memberships.Any(id => _ids.Contains(id) && !groups.IsWhole(id));

    public bool Accepts(ItemBuilder item) => _categories.Length == 0 || item.IsInAny(_categories);
}
