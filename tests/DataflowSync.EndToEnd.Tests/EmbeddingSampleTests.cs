using System.Globalization;
using System.Text.Json.Nodes;
using DataflowSync.EndToEnd.Tests.Setup;
using DataflowSync.LiteDb;
using DataflowSync.Xtream;

namespace DataflowSync.EndToEnd.Tests;

/// <summary>The library as an application uses it.</summary>
public sealed class EmbeddingSampleTests
{
    /// <summary>The ten lines of an application that shows the first page of the first category.</summary>
    private static async Task<List<string?>> ShowAsync(string directory, XtreamAccount account, Action<SyncProgress> show, CancellationToken cancellationToken)
    {
        var sync = new SyncEngineBuilder().UseLiteDb(directory).AddXtream("home", account, new XtreamOptions { RequestInterval = TimeSpan.Zero }).Build();
        var report = await sync.RunAsync("home", progress: new Progress<SyncProgress>(show), cancellationToken: cancellationToken);
        if (report.Status != SyncStatus.Completed)
        {
            throw new InvalidOperationException(string.Join(Environment.NewLine, report.Errors));
        }

        await using var snapshot = await sync.Store.OpenAsync("home", cancellationToken);
        var categories = await snapshot.Movies().GetCategoriesAsync(cancellationToken);
        var page = snapshot.Movies().BrowseAsync(new BrowseQuery { Category = categories[0].Id, Take = 50 }, cancellationToken);
        return await page.Select(movie => movie.Name).ToListAsync(cancellationToken);
    }

    [Fact]
    public async Task Ten_lines_sync_a_catalog_and_show_a_page_of_it()
    {
        await using var fixture = await SyncFixture.StartAsync();
        var last = new TaskCompletionSource<SyncProgress>();

        var names = await ShowAsync(
            fixture.Data,
            fixture.Account,
            moment =>
            {
                if (moment.Status is not null)
                {
                    last.TrySetResult(moment);
                }
            },
            CancellationToken.None);

        var first = fixture.Catalog.MovieCategories.Ids[0];
        var expected = Documents.Parse(fixture.Catalog.Movies.ExpectedDocuments()).Where(movie => CategoriesOf(movie).Contains($"{first}"));
        Assert.Equal(expected.Take(50).Select(movie => movie["name"]?.GetValue<string>()), names);
        var end = await last.Task.WaitAsync(SyncFixture.LongEnough);
        Assert.Equal((SyncStatus.Completed, 100), (end.Status, end.Progress));
    }

    [Fact]
    public async Task Every_category_counts_what_it_holds_and_can_be_paged_through()
    {
        await using var fixture = await SyncFixture.StartAsync(provider => provider.RepeatPerCategory = 0.3);
        await fixture.SyncAsync();
        await using var snapshot = await fixture.Sync.Store.OpenAsync(SyncFixture.Profile);
        var movies = snapshot.Movies();
        var all = await movies.BrowseAsync().ToListAsync();

        var categories = await movies.GetCategoriesAsync();

        Assert.Equal(fixture.Catalog.MovieCategories.Ids.Select(id => $"{id}"), categories.Take(fixture.Catalog.MovieCategories.Count).Select(category => category.Id));
        Assert.Equal(all.SelectMany(movie => movie.CategoryIds).Distinct().Order(), categories.Where(category => category.Count > 0).Select(category => category.Id).Order());
        foreach (var category in categories)
        {
            var expected = all.Where(movie => movie.CategoryIds.Contains(category.Id)).Select(movie => movie.Id);
            Assert.Equal(expected.Count(), category.Count);
            Assert.Equal(expected, (await PagesAsync(movies, category.Id, size: 7)).Select(movie => movie.Id));
        }
    }

    [Fact]
    public async Task Items_are_counted_and_found_by_their_ids()
    {
        await using var fixture = await SyncFixture.StartAsync();
        await fixture.SyncAsync();
        await using var snapshot = await fixture.Sync.Store.OpenAsync(SyncFixture.Profile);

        Assert.Equal((60, 120, 40), (await snapshot.Channels().CountAsync(), await snapshot.Movies().CountAsync(), await snapshot.Series().CountAsync()));
        foreach (var id in fixture.Catalog.Series.Ids)
        {
            Assert.Equal(id, (await snapshot.Series().FindAsync($"{id}"))!.Id);
        }

        Assert.Null(await snapshot.Series().FindAsync("1234567890"));
        Assert.Null(await snapshot.Series().FindAsync("no id"));
    }

    [Fact]
    public async Task A_page_cursor_goes_on_where_it_was_after_the_next_sync()
    {
        await using var fixture = await SyncFixture.StartAsync();
        await fixture.SyncAsync();
        var before = fixture.Catalog.Movies.Ids;
        List<Movie> shown;
        await using (var snapshot = await fixture.Sync.Store.OpenAsync(SyncFixture.Profile))
        {
            shown = await snapshot.Movies().BrowseAsync(new BrowseQuery { Take = 50 }).ToListAsync();
        }

        fixture.Catalog.Movies.InsertAtTop(5);
        await fixture.SyncAsync();

        await using var next = await fixture.Sync.Store.OpenAsync(SyncFixture.Profile);
        var page = next.Movies().BrowseAsync(new BrowseQuery { After = $"{shown[^1].Id}", Position = shown.Count, Take = 10 });
        Assert.Equal(before.Skip(50).Take(10).Select(id => (long)id), await page.Select(movie => movie.Id).ToListAsync());
    }

    [Fact]
    public async Task A_snapshot_shows_what_it_opened_while_later_syncs_publish()
    {
        await using var fixture = await SyncFixture.StartAsync();
        await fixture.SyncAsync();
        var before = Documents.Parse(fixture.Catalog.Movies.ExpectedDocuments());
        await using var snapshot = await fixture.Sync.Store.OpenAsync(SyncFixture.Profile);

        fixture.Catalog.Movies.Change(60);
        fixture.Catalog.Movies.Remove(30);
        await fixture.SyncAsync();

        Documents.AssertEqual("movies", before, await snapshot.Dataset("movies").BrowseAsync().Select(Documents.ToJson).ToListAsync());
        await fixture.AssertEqualsProviderAsync("movies");
    }

    private static IEnumerable<string> CategoriesOf(JsonObject movie) =>
        movie["categoryIds"]?.AsArray().Select(id => id!.GetValue<string>()) ?? [];

    private static async Task<List<Movie>> PagesAsync(DatasetView<Movie> movies, string category, int size)
    {
        var shown = new List<Movie>();
        while (true)
        {
            var query = new BrowseQuery { Category = category, After = shown.LastOrDefault()?.Id.ToString(CultureInfo.InvariantCulture), Position = shown.Count, Take = size };
            var page = await movies.BrowseAsync(query).ToListAsync();
            shown.AddRange(page);
            if (page.Count < size)
            {
                return shown;
            }
        }
    }
}
