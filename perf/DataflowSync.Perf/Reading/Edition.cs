using System.Globalization;
using System.Text.Json;
using DataflowSync.Perf.Providing;
using DataflowSync.Testing;

namespace DataflowSync.Perf.Reading;

/// <summary>
/// What readers must see of a catalog that was synced: every document, as a hash, and the first page of every category. All in
/// arrays of numbers: a million objects would make garbage collections slow, and those would be measured as reads.
/// </summary>
internal sealed class Edition
{
    public const int PageSize = 50;

    private readonly List<ulong> _documents = [];
    private readonly Dictionary<string, List<int>> _firstPages = [];
    private readonly long _firstId;

    private Edition(long firstId, IEnumerable<string> documents)
    {
        _firstId = firstId;
        foreach (var text in documents)
        {
            using var document = JsonDocument.Parse(text);
            foreach (var id in CategoriesOf(document.RootElement))
            {
                var page = _firstPages.TryGetValue(id, out var found) ? found : _firstPages[id] = [];
                if (page.Count < PageSize)
                {
                    page.Add(_documents.Count);
                }
            }

            _documents.Add(ItemHash.Of(document.RootElement));
        }

        Categories = [.. _firstPages.Keys];
    }

    public int Count => _documents.Count;

    public string[] Categories { get; }

    /// <summary>Derives the same catalog as the provider's process from the same setup. Its ids ascend without gaps.</summary>
    public static async Task<Edition> DeriveAsync(CatalogSetup setup, CancellationToken cancellationToken)
    {
        await using var provider = await FakeProvider.StartAsync(setup.ToOptions(), cancellationToken);
        provider.Catalog.Movies.Change(setup.Changed);
        return new Edition(provider.Catalog.Movies.Ids[0], provider.Catalog.Movies.ExpectedDocuments());
    }

    public string IdAt(int position) => (_firstId + position).ToString(CultureInfo.InvariantCulture);

    public bool IsRight(int position, CatalogItem? found) => found is not null && found.Id == IdAt(position) && _documents[position] == ItemHash.Of(found);

    /// <returns>How many rows differ from the category's first page.</returns>
    public int CountWrong(string category, List<CatalogItem> page)
    {
        var expected = _firstPages[category];
        return Math.Abs(expected.Count - page.Count) + expected.Zip(page).Count(row => !IsRight(row.First, row.Second));
    }

    private static IEnumerable<string> CategoriesOf(JsonElement document) =>
        document.TryGetProperty("categoryIds", out var ids) ? ids.EnumerateArray().Select(id => id.GetString()!) : [];
}
