using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using DataflowSync.EndToEnd.Tests.Setup;
using DataflowSync.Testing;
using DataflowSync.Xtream;

namespace DataflowSync.EndToEnd.Tests;

/// <summary>Typed items show every field of the documents, and of the details that only a request of their own tells.</summary>
public sealed class TypedItemTests
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    [Fact]
    public async Task Every_kind_is_read_as_its_typed_items()
    {
        await using var fixture = await SyncFixture.StartAsync(provider => provider.RepeatPerCategory = 0.2);
        await fixture.SyncAsync();
        await using var snapshot = await fixture.Sync.Store.OpenAsync(SyncFixture.Profile);

        await AssertShowsAsync(fixture, "channel-categories", snapshot.ChannelCategories());
        await AssertShowsAsync(fixture, "channels", snapshot.Channels());
        await AssertShowsAsync(fixture, "movie-categories", snapshot.MovieCategories());
        await AssertShowsAsync(fixture, "movies", snapshot.Movies());
        await AssertShowsAsync(fixture, "series-categories", snapshot.SeriesCategories());
        await AssertShowsAsync(fixture, "series", snapshot.Series());
    }

    [Fact]
    public async Task Details_of_a_series_agree_with_the_list_and_hold_its_episodes()
    {
        await using var fixture = await SyncFixture.StartAsync();
        await fixture.SyncAsync();
        using var source = XtreamSource.Create(fixture.Account, new XtreamOptions { RequestInterval = TimeSpan.Zero });
        await using var snapshot = await fixture.Sync.Store.OpenAsync(SyncFixture.Profile);

        await foreach (var series in snapshot.Series().BrowseAsync(new BrowseQuery { Take = 5 }))
        {
            var details = await source.GetSeriesDetailsAsync(series.Id);

            Assert.Equal((series.Id, series.Name, series.Plot), (details.Id, details.Info!.Name, details.Info.Plot));
            Assert.Equal(Enumerable.Range(1, details.Seasons.Count), details.Seasons.Select(season => season.Number));
            Assert.NotEmpty(details.Seasons);
            Assert.All(details.Seasons, season => Assert.Equal(season.EpisodeCount, season.Episodes.Count));
            var episodes = details.Seasons.SelectMany(season => season.Episodes).ToList();
            Assert.Equal(episodes.Count, episodes.Select(episode => episode.Id).Distinct().Count());
            Assert.All(episodes, episode => Assert.Equal(($"S{episode.Season:00}E{episode.Number:00}", "mkv"), (episode.Title, episode.ContainerExtension)));
            Assert.Equal(0, details.SkippedEpisodes);
        }

        Assert.Equal(5, fixture.Provider.Requests.Count(request => request.Action == "get_series_info"));
    }

    [Fact]
    public async Task Details_of_a_series_nobody_knows_are_empty()
    {
        await using var fixture = await SyncFixture.StartAsync();
        using var source = XtreamSource.Create(fixture.Account);

        var details = await source.GetSeriesDetailsAsync(123_456_789);

        Assert.Empty(details.Seasons);
        Assert.Null(details.Info?.Name);
    }

    [Fact]
    public async Task Details_that_cannot_be_had_are_an_error_without_credentials()
    {
        await using var fixture = await SyncFixture.StartAsync(provider => provider.Password = "secret-4711");
        using var source = XtreamSource.Create(fixture.Account, new XtreamOptions { RequestInterval = TimeSpan.Zero });
        fixture.Fail(Fault.Everything, Fault.Status(503));

        var error = await Assert.ThrowsAsync<SourceException>(() => source.GetSeriesDetailsAsync(1));

        Assert.Equal((SyncErrorCode.HttpStatus, 503), (error.Error.Code, error.Error.HttpStatus));
        Assert.DoesNotContain("secret-4711", error.ToString(), StringComparison.Ordinal);
    }

    private static async Task AssertShowsAsync<T>(SyncFixture fixture, string dataset, DatasetView<T> view)
    {
        var expected = Documents.Parse(fixture.Catalog[dataset].ExpectedDocuments());
        var typed = await view.BrowseAsync().Select(item => WithoutEmptyLists(JsonSerializer.SerializeToNode(item, Json)!.AsObject())).ToListAsync();
        Assert.NotEmpty(expected);
        Documents.AssertEqual(dataset, expected, typed);
    }

    private static JsonObject WithoutEmptyLists(JsonObject item) =>
        new(item.Where(field => field.Value is not JsonArray { Count: 0 }).Select(field => KeyValuePair.Create(field.Key, field.Value?.DeepClone())));
}
