using System.Text.Json.Nodes;
using DataflowSync.EndToEnd.Tests.Setup;

namespace DataflowSync.EndToEnd.Tests.Readers;

/// <summary>Reads snapshots in every way there is, one after another, and compares each row with the version it opened.</summary>
internal sealed class ComparingReader(ICatalogStore store, Editions editions, ReadingBarrier barrier, int number, bool crosses)
{
    private const int PageSize = 17;
    private const int Finds = 6;

    private readonly Random _random = new(number);

    public HashSet<long> Versions { get; } = [];

    /// <summary>Publications that happened between two rows of one enumeration.</summary>
    public int Crossed { get; private set; }

    public async Task RunAsync(CancellationToken done)
    {
        try
        {
            while (!done.IsCancellationRequested)
            {
                await ReadSnapshotAsync();
            }
        }
        catch (Exception exception)
        {
            barrier.Fail(exception);
            throw;
        }
    }

    private async Task ReadSnapshotAsync()
    {
        await using var snapshot = await store.OpenAsync(SyncFixture.Profile);
        await BrowseAsync(snapshot, "movies");
        await ReadPartsAsync(snapshot.Dataset("movies"), editions[snapshot.Version]["movies"]);
        await ReadPartsAsync(snapshot.Dataset("channels"), editions[snapshot.Version]["channels"]);
        Versions.Add(snapshot.Version);
        if (!crosses)
        {
            barrier.HasRead(number, snapshot.Version);
        }
    }

    private async Task ReadPartsAsync(IDatasetReader reader, PublishedList expected)
    {
        Assert.Equal(expected.Items.Count, reader.Count);
        Assert.Equal(
            expected.Categories.Select(category => (category.Key, category.Value.Count)).Order(),
            (await reader.CountGroupsAsync()).Select(group => (group.Id, group.Count)).Order());
        await PageAsync(reader, expected);
        for (var i = 0; i < Finds; i++)
        {
            var id = Documents.IdOf(expected.Items[_random.Next(expected.Items.Count)]);
            AssertRow(expected.Find(id), await reader.FindAsync(id));
        }

        Assert.Null(await reader.FindAsync("no such id"));
    }

    /// <summary>All rows, in the provider's order; some readers stop at one of them until the next version is there.</summary>
    private async Task BrowseAsync(CatalogSnapshot snapshot, string dataset)
    {
        var expected = editions[snapshot.Version][dataset].Items;
        var stop = _random.Next(expected.Count);
        var row = 0;
        await foreach (var item in snapshot.Dataset(dataset).BrowseAsync())
        {
            if (crosses && row == stop && await barrier.CrossAsync(snapshot.Version))
            {
                Crossed++;
            }

            AssertRow(expected[row++], item);
        }

        Assert.Equal(expected.Count, row);
    }

    /// <summary>A category, page after page, as a screen shows it.</summary>
    private async Task PageAsync(IDatasetReader reader, PublishedList expected)
    {
        var (category, items) = expected.Categories.ElementAt(_random.Next(expected.Categories.Count));
        string? after = null;
        for (var shown = 0; shown < items.Count;)
        {
            var page = await reader.BrowseAsync(new BrowseQuery { Category = category, After = after, Position = shown, Take = PageSize }).ToListAsync();
            Assert.Equal(Math.Min(PageSize, items.Count - shown), page.Count);
            foreach (var item in page)
            {
                AssertRow(items[shown++], item);
            }

            after = page[^1].Id;
        }
    }

    private static void AssertRow(JsonObject? expected, CatalogItem? found)
    {
        var shown = found is null ? null : Documents.ToJson(found);
        Assert.True(JsonNode.DeepEquals(expected, shown), $"expected {expected?.ToJsonString()}, found {shown?.ToJsonString()}");
    }
}
