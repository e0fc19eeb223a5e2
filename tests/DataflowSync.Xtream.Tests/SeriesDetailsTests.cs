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
    [InlineData("""{"Season 2":[{"id":1}],"S03":[{"id":2}],"04":[{"id":3}]}""", "2:1 3:2 4:3", 0)]
    [InlineData("""[[{"id":1}],{"0":{"id":2},"2":{"id":3}}]""", "0:1 1:2 1:3", 0)]
    [InlineData("""[[],[],[{"id":1}]]""", "2:1", 0)]
    [InlineData("""{"1":{"id":5,"info":{"plot":"alone"}}}""", "1:5", 0)]
    [InlineData("""{"8301":{"id":"8301","season":2},"8302":{"id":8302}}""", "0:8302 2:8301", 0)]
    [InlineData("""[{"0":{"0":{"id":1}}}]""", "0:1", 0)]
    [InlineData("""[{"season_number":"3","id":"1"},{"season":"2","season_number":9,"id":2}]""", "2:2 3:1", 0)]
    [InlineData("""{"1":[{"id":1,"season":"Season 4"},{"id":2,"season":null},{"id":3,"season":""},{"id":4,"season":-1}]}""", "1:1 1:2 1:3 1:4", 0)]
    [InlineData("""{"1":null,"2":[{}],"3":{"x":{"y":{"z":{"id":1}}}}}""", "", 2)]
    [InlineData("""{"1":[{"id":null,"title":null},[],{"info":{"plot":"no id"},"added":"1"}]}""", "", 2)]
    [InlineData("""{"99999999999999999999":[{"id":1}]}""", "0:1", 0)]
    [InlineData("{}", "", 0)]
    [InlineData("false", "", 0)]
    [InlineData("7", "", 0)]
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
    [InlineData("""[{"season_number":2,"name":"B"},{"season_number":"1","name":"A"}]""", "1:A 2:B")]
    [InlineData("""{"0":{"season_number":1,"name":"A"},"7":{"season_number":2,"name":"B"}}""", "1:A 2:B")]
    [InlineData("""{"1":{"name":"A"},"2":{"name":"B","season_number":null}}""", "1:A 2:B")]
    [InlineData("""[{"season":"Season 3","name":"C"},{"season":4}]""", "3:C 4:")]
    [InlineData("""["1",2,"Season 3","x",null,true,[]]""", "1: 2: 3:")]
    [InlineData("""[{"id":9,"name":"no number"},{"season_number":-1},{"season_number":"x"}]""", "")]
    [InlineData("""[{"season_number":0,"name":"Specials"},{"season_number":1.0,"name":7,"air_date":null,"episode_count":"x","overview":["o"],"cover":false}]""", "0:Specials 1:7")]
    [InlineData("3", "")]
    [InlineData("\"\"", "")]
    [InlineData("null", "")]
    public async Task Seasons_are_found_however_they_are_listed(string seasons, string expected)
    {
        var details = await ReadAsync($$"""{"seasons":{{seasons}},"info":{"name":"Show"},"episodes":[]}""");

        Assert.Equal(expected, string.Join(' ', details.Seasons.Select(season => $"{season.Number}:{season.Name}")));
    }

    [Theory]
    [InlineData("""{"info":{"name":"Show"}}""")]
    [InlineData("""{"info":[{"name":"Show"}]}""")]
    [InlineData("""{"info":[],"name":"Show","episodes":[]}""")]
    [InlineData("""{"info":null,"name":"Show","episodes":null,"seasons":null}""")]
    [InlineData("""{"info":"","name":"Show","seasons":[]}""")]
    [InlineData("""{"name":"Show","episodes":{}}""")]
    [InlineData("""[{"info":{"name":"Show"},"episodes":[]}]""")]
    [InlineData("""{"info":{"name":"wrong"},"info":{"name":"Show"}}""")]
    public async Task The_series_own_data_are_found_wherever_they_are(string body)
    {
        var details = await ReadAsync(body);

        Assert.Equal((7, "Show"), (details.Info!.Id, details.Info.Name));
    }

    [Theory]
    [InlineData("""{"plot":"P","name":"T","episode_num":"3"}""")]
    [InlineData("""[{"plot":"P","title":"T","episode_num":3}]""")]
    [InlineData("""{"overview":"P","name":"T","episode_number":3,"id":62085,"vote_average":8.1,"crew":[{"id":1}],"still_path":"/x.jpg","runtime":58}""")]
    public async Task What_an_episode_leaves_open_is_filled_from_its_info_by_any_of_its_names(string info)
    {
        var details = await ReadAsync($$$"""{"episodes":{"1":[{"id":"11","info":{{{info}}}}]}}""");

        var episode = details.Seasons.Single().Episodes.Single();
        Assert.Equal((11, 1, 3, "T", "P"), (episode.Id, episode.Season, episode.Number, episode.Title, episode.Plot));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("\"\"")]
    [InlineData("null")]
    [InlineData("[1,2]")]
    [InlineData("""{"plot":{},"rating":[],"duration_secs":"N/A","name":null,"tmdb_id":0,"movie_image":false}""")]
    public async Task Info_that_says_nothing_does_no_harm(string info)
    {
        var details = await ReadAsync($$$"""{"episodes":{"1":[{"id":"11","title":"T","info":{{{info}}}}]}}""");

        Assert.Equal(new Episode { Id = 11, Season = 1, Title = "T" }, details.Seasons.Single().Episodes.Single());
        Assert.Equal(0, details.SkippedEpisodes);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("[{}]")]
    [InlineData("""{"info":[],"seasons":[],"episodes":[]}""")]
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
