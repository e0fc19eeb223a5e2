using DataflowSync.EndToEnd.Tests.Setup;

namespace DataflowSync.EndToEnd.Tests.Costs;

/// <summary>What a sync writes follows the changes, by as much as the table says.</summary>
[Collection(CostCollection.Name)]
public sealed class WrittenBytesTests
{
    private const int Movies = 12_000; // Enough for an overlay: fewer are rebuilt whole.
    private const int Changed = 120;

    [Fact]
    public async Task One_percent_changed_writes_what_the_table_says_and_nothing_changed_writes_nothing()
    {
        await using var fixture = await SyncFixture.StartAsync(provider => provider.Movies = Movies);
        await fixture.SyncStepAsync("movies");
        var published = fixture.Files();

        Assert.Equal(Movies, (await fixture.SyncStepAsync("movies")).Unchanged);
        CostTable.Check("documents written, bytes where nothing changed", New(fixture, published, "movies.*").Sum(file => file.Length));
        fixture.Catalog.Movies.Change(Changed);
        Assert.Equal(Changed, (await fixture.SyncStepAsync("movies")).Updated);

        CostTable.Check("documents written, bytes a changed item", New(fixture, published, "movies.*.db").Sum(file => file.Length) / (double)Changed);
        CostTable.Check("index file, bytes an item", New(fixture, published, "movies.*.index").Single().Length / (double)Movies);
    }

    private static IEnumerable<FileInfo> New(SyncFixture fixture, string[] published, string pattern) =>
        new DirectoryInfo(Path.Combine(fixture.Data, SyncFixture.Profile)).EnumerateFiles(pattern).Where(file => !published.Contains(file.Name));
}
