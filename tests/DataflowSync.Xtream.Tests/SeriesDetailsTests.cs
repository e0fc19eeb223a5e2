namespace DataflowSync.Xtream.Tests;

public sealed class SeriesDetailsTests
{
    [Fact]
    public async Task Details_become_seasons_and_episodes()
    {
        var details = await ReadAsync("""
            {"seasons":[{"season_number":"1","name":"One","overview":"O","air_date":"2020-01-01","episode_count":"2","cover":"s.jpg"},
                        {"season_number":2,"name":"Two"}],
             "info":{"name":"Show","cover":"c.jpg","plot":"P","releaseDate":"2020","backdrop_path":"b.jpg","rating":"8","category_id":"20"},
             "episodes":{"1":[{"id":"11","episode_num":"1","title":"E1","container_extension":"MKV","added":"1700000000","season":1,"direct_source":"x",
               "info":{"id":999,"title":"inner","plot":"EP","duration_secs":"2500","rating":"7,5","releasedate":"2020-01-01","movie_image":"m.jpg","tmdb_id":5}}]}}
            """);

        Assert.Equal(new Series
        {
            Id = 7,
            Name = "Show",
            Cover = "c.jpg",
            Plot = "P",
            ReleaseDate = "2020",
            Rating = 8,
            Backdrops = details.Info!.Backdrops,
            CategoryIds = details.Info.CategoryIds,
        }, details.Info);
        Assert.Equal(["b.jpg"], details.Info.Backdrops);
        Assert.Equal(["20"], details.Info.CategoryIds);
        Assert.Equal([1, 2], details.Seasons.Select(season => season.Number));
        Assert.Equal(("One", "O", "2020-01-01", 2, "s.jpg"), (details.Seasons[0].Name, details.Seasons[0].Overview, details.Seasons[0].AirDate, details.Seasons[0].EpisodeCount, details.Seasons[0].Cover));
        Assert.Empty(details.Seasons[1].Episodes);
        Assert.Equal(new Episode
        {
            Id = 11,
            Number = 1,
            Season = 1,
            Title = "E1",
            ContainerExtension = "mkv",
            Added = 1_700_000_000,
            Plot = "EP",
            DurationSeconds = 2500,
            Rating = 7.5,
            ReleaseDate = "2020-01-01",
            Image = "m.jpg",
            TmdbId = "5",
        }, details.Seasons[0].Episodes.Single());
    }

    [Theory]
    [InlineData("""{"1":[{"id":1}],"2":[{"id":2},{"id":3}]}""", "1:1 2:2 2:3", 0)]
    [InlineData("""[[{"id":1}],[{"id":2}]]""", "0:1 1:2", 0)]
    [InlineData("""{"1":{"0":{"id":1},"1":{"id":2}}}""", "1:1 1:2", 0)]
    [InlineData("""{"3":{"8301":{"id":"8301"}}}""", "3:8301", 0)]
    [InlineData("""[{"id":1,"season":"2"},{"id":2}]""", "0:2 2:1", 0)]
    [InlineData("""{"1":[{"id":1,"season":4}]}""", "4:1", 0)]
    [InlineData("""{"specials":[{"id":1}]}""", "0:1", 0)]
    [InlineData("""{"1":[{"title":"no id"},{"id":""},{"id":"x"},null,7,{"id":2}]}""", "1:2", 5)]
    [InlineData("""{"1":[]}""", "", 0)]
    [InlineData("""{"\ud800":[{"id":1,"\udc00":2}],"\u0032":[{"\ud83d":1,"id":2}]}""", "0:1 2:2", 0)]
    [InlineData("[]", "", 0)]
    [InlineData("null", "", 0)]
    [InlineData("\"\"", "", 0)]
    public async Task Episodes_are_found_however_they_are_nested(string episodes, string expected, int skipped)
    {
        var details = await ReadAsync($$"""{"seasons":[],"info":[],"episodes":{{episodes}}}""");

        Assert.Equal(expected, string.Join(' ', details.Seasons.SelectMany(season => season.Episodes.Select(episode => $"{season.Number}:{episode.Id}"))));
        Assert.Equal(skipped, details.SkippedEpisodes);
        Assert.Null(details.Info);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("""{"info":[]}""")]
    [InlineData("""{"seasons":[],"info":{"name":null,"cover":null}}""")]
    public async Task A_series_that_does_not_exist_has_no_details(string body)
    {
        var details = await ReadAsync(body);

        Assert.Null(details.Info);
        Assert.Empty(details.Seasons);
    }

    [Fact]
    public async Task A_name_with_half_a_surrogate_pair_is_just_another_name()
    {
        var details = await ReadAsync("""
            {"\ud800":1,"info":{"\udc00":{},"name":"Show"},"seasons":{"\ud800":{"season_number":1,"\ud800":1,"name":"One"}},
             "episodes":{"1":[{"id":11,"\ud800":1,"info":{"plot":"P","\ud800\ud800":1}}]},"\udfff":0}
            """);

        Assert.Equal(("Show", "One"), (details.Info?.Name, details.Seasons.Single().Name));
        Assert.Equal((11, "P"), (details.Seasons[0].Episodes.Single().Id, details.Seasons[0].Episodes.Single().Plot));
    }

    [Fact]
    public async Task A_name_with_a_null_character_is_just_another_name()
    {
        var details = await ReadAsync("""{"info":{"name":"Show"},"in\u0000fo":{"name":"Other"},"episodes":{"1":[{"id":11,"in\u0000fo":{"plot":"P"}}]}}""");

        Assert.Equal(("Show", null), (details.Info?.Name, details.Seasons.Single().Episodes.Single().Plot));
    }

    [Fact]
    public async Task Info_beside_the_episodes_is_read_too() =>
        Assert.Equal("2024-04-01", (await ReadAsync("""{"name":"Show","releasedate":"2024-04-01","episodes":{}}""")).Info!.ReleaseDate);

    [Theory]
    [InlineData("""{"user_info":{"auth":0}}""", SyncErrorCode.AuthRejected)]
    [InlineData("""{"user_info":{"auth":1,"status":"Expired"}}""", SyncErrorCode.AccountInactive)]
    [InlineData("""{"user_info":{"auth":1,"status":"Active"}}""", SyncErrorCode.UnexpectedShape)]
    [InlineData("""{"error":"x"}""", SyncErrorCode.ProviderError)]
    [InlineData("""{"other":1}""", SyncErrorCode.UnexpectedShape)]
    [InlineData("[1]", SyncErrorCode.UnexpectedShape)]
    [InlineData("""{"episodes":{"1":[""", SyncErrorCode.Truncated)]
    public async Task Another_answer_says_why(string body, SyncErrorCode expected) =>
        Assert.Equal(expected, (await Assert.ThrowsAsync<SourceException>(() => ReadAsync(body))).Error.Code);

    [Fact]
    public async Task A_series_the_provider_answers_404_for_is_a_status_error()
    {
        await using var server = new LoopbackServer(LoopbackServer.Status(404));
        using var source = Sources.For(server);

        Assert.Equal(404, (await Assert.ThrowsAsync<SourceException>(() => source.GetSeriesDetailsAsync(1))).Error.HttpStatus);
    }

    private static async Task<SeriesDetails> ReadAsync(string body)
    {
        await using var server = new LoopbackServer(LoopbackServer.Ok(body));
        using var source = Sources.For(server);
        return await source.GetSeriesDetailsAsync(7);
    }
}
