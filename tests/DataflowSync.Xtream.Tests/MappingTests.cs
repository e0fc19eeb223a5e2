namespace DataflowSync.Xtream.Tests;

/// <summary>What becomes of whole records, and of each field in the spellings that panels use.</summary>
public sealed class MappingTests
{
    [Fact]
    public void A_channel_becomes_a_document()
    {
        var result = Sources.Map(Datasets.Channels, """
            [{"num":7,"name":"UK | News \u00e9 &amp; more ","stream_type":"live","stream_id":"101","stream_icon":"http:\/\/img.example.test\/1.png",
            "epg_channel_id":"news.uk","added":"1600000000","category_id":"1","category_ids":[1,2],"custom_sid":"","tv_archive":1,
            "tv_archive_duration":"7","direct_source":"http:\/\/up.example.test\/secret","thumbnail":"play\/token","is_adult":"0"}]
            """);

        Assert.Equal(
            """{"id":101,"name":"UK | News é &amp; more ","categoryIds":["1","2"],"icon":"http://img.example.test/1.png","epgChannelId":"news.uk","added":1600000000,"archive":true,"archiveDays":7,"adult":false,"streamType":"live"}""",
            result.Json());
    }

    [Fact]
    public void A_movie_becomes_a_document()
    {
        var result = Sources.Map(Datasets.Movies, """
            [{"num":1,"name":"Film (2020)","title":"Film","year":"2020","stream_type":"movie","stream_id":5,"stream_icon":"i.jpg","rating":"7.5",
            "rating_5based":3.8,"added":"1600000000","category_id":"10","container_extension":"mkv","plot":"P\nQ","cast":["A","B"],"director":"D",
            "genre":"Drama","release_date":"2020-05-01","youtube_trailer":"yt","episode_run_time":95,"tmdb":603,"is_adult":1,"direct_source":""}]
            """);

        Assert.Equal(
            """{"id":5,"name":"Film (2020)","title":"Film","year":"2020","categoryIds":["10"],"icon":"i.jpg","rating":7.5,"added":1600000000,"containerExtension":"mkv","plot":"P\nQ","cast":"A, B","director":"D","genre":"Drama","releaseDate":"2020-05-01","youtubeTrailer":"yt","runTime":"95","tmdbId":"603","adult":true}""",
            result.Json());
    }

    [Fact]
    public void A_series_becomes_a_document()
    {
        var result = Sources.Map(Datasets.Series, """
            [{"num":1,"name":"Show","series_id":9,"cover":"c.jpg","plot":"P","cast":"A","director":null,"genre":"G","releaseDate":"2019-01-01",
            "last_modified":"1700000000","rating":"8","rating_5based":4,"backdrop_path":["b1.jpg",null,"","b2.jpg"],"youtube_trailer":"yt",
            "episode_run_time":"45","category_id":"20","category_ids":[20],"tmdb":"1"}]
            """);

        Assert.Equal(
            """{"id":9,"name":"Show","categoryIds":["20"],"cover":"c.jpg","plot":"P","cast":"A","genre":"G","releaseDate":"2019-01-01","lastModified":1700000000,"rating":8,"backdrops":["b1.jpg","b2.jpg"],"youtubeTrailer":"yt","runTime":"45","tmdbId":"1"}""",
            result.Json());
    }

    [Theory]
    [InlineData(@"\ud800")]
    [InlineData(@"stream_id\udc00")]
    [InlineData(@"stream_id\u0000")]
    public void A_name_that_is_only_like_the_ids_is_another_name(string name)
    {
        var result = Sources.Map(Datasets.Channels, $$"""[{"stream_id":1,"{{name}}":2,"name":"a"},{"{{name}}":3,"stream_id":4}]""");

        Assert.Null(result.Error);
        Assert.Equal("""
            {"id":1,"name":"a"}
            {"id":4}
            """, result.Json());
    }

    [Theory]
    [InlineData("""{"category_id":"12","category_name":" A & B ","parent_id":0}""", """{"id":"12","name":" A & B ","parentId":"0"}""")]
    [InlineData("""{"category_id":12,"category_name":null,"parent_id":null}""", """{"id":"12"}""")]
    [InlineData("""{"category_id":" all ","category_name":""}""", """{"id":"all"}""")]
    [InlineData("""{"category_id":2356443347.0,"parent_id":"7"}""", """{"id":"2356443347","parentId":"7"}""")]
    [InlineData("""{"category_id":0}""", """{"id":"0"}""")]
    public void A_category_becomes_a_document(string record, string expected) =>
        Assert.Equal(expected, Sources.Map(Datasets.MovieCategories, $"[{record}]").Json());

    [Theory]
    [InlineData("""{"category_name":"A"}""", RejectReason.MissingId)]
    [InlineData("""{"category_id":null}""", RejectReason.MissingId)]
    [InlineData("""{"category_id":" "}""", RejectReason.MissingId)]
    [InlineData("""{"category_id":[1]}""", RejectReason.InvalidId)]
    [InlineData("""{"category_id":true}""", RejectReason.InvalidId)]
    [InlineData("7", RejectReason.NotAnObject)]
    public void A_category_without_an_id_is_rejected(string record, RejectReason expected) =>
        Assert.Equal(expected, Sources.Map(Datasets.ChannelCategories, $"[{record}]").Rejects.Single());

    [Theory]
    [InlineData("5", 5)]
    [InlineData("\"5\"", 5)]
    [InlineData("\" 77 \"", 77)]
    [InlineData("\"\\u00355\"", 55)]
    [InlineData("1.0", 1)]
    [InlineData("1e3", 1000)]
    [InlineData("1200E-2", 12)]
    [InlineData("9007199254740993", 9007199254740993)]
    [InlineData("9007199254740993.0", 9007199254740993)]
    [InlineData("\"9223372036854775807\"", long.MaxValue)]
    public void An_id_is_read_exactly(string id, long expected) =>
        Assert.Equal(expected, Sources.Map(Datasets.Channels, $$"""[{"stream_id":{{id}}}]""").Items.Single().GetInt64("id"));

    [Theory]
    [InlineData("null", RejectReason.MissingId)]
    [InlineData("\"\"", RejectReason.MissingId)]
    [InlineData("\" \\t\"", RejectReason.MissingId)]
    [InlineData("0", RejectReason.InvalidId)]
    [InlineData("\"0\"", RejectReason.InvalidId)]
    [InlineData("-5", RejectReason.InvalidId)]
    [InlineData("1.5", RejectReason.InvalidId)]
    [InlineData("1e-3", RejectReason.InvalidId)]
    [InlineData("1e19", RejectReason.InvalidId)]
    [InlineData("1e999999999999", RejectReason.InvalidId)]
    [InlineData("9223372036854775808", RejectReason.InvalidId)]
    [InlineData("\"abc\"", RejectReason.InvalidId)]
    [InlineData("\"5 6\"", RejectReason.InvalidId)]
    [InlineData("true", RejectReason.InvalidId)]
    [InlineData("[]", RejectReason.InvalidId)]
    [InlineData("{\"stream_id\":1}", RejectReason.InvalidId)]
    public void What_is_no_id_is_rejected(string id, RejectReason expected) =>
        Assert.Equal(expected, Sources.Map(Datasets.Movies, $$"""[{"name":"n","stream_id":{{id}}}]""").Rejects.Single());

    [Theory]
    [InlineData("""{"a":1}""")]
    [InlineData("{}")]
    public void A_record_without_an_id_property_is_rejected(string record) =>
        Assert.Equal(RejectReason.MissingId, Sources.Map(Datasets.Series, $"[{record}]").Rejects.Single());

    [Theory]
    [InlineData("\"category_id\":null,\"category_ids\":[3,4]", "3,4")]
    [InlineData("\"category_ids\":[\"4\",\"3\"],\"category_id\":\"3\"", "3,4")]
    [InlineData("\"category_id\":\"7\",\"category_ids\":7", "7")]
    [InlineData("\"category_id\":\"1\",\"category_ids\":\"[8,9]\"", "1,8,9")]
    [InlineData("\"category_id\":1,\"category_ids\":\"8, 9|10\"", "1,8,9,10")]
    [InlineData("\"category_id\":\"1\",\"category_ids\":{}", "1")]
    [InlineData("\"category_id\":\"1\",\"category_ids\":{\"0\":2,\"5\":\"3\"}", "1,2,3")]
    [InlineData("\"category_ids\":[null,\"\",\" \",[9],{\"a\":9},true,5]", "5")]
    [InlineData("\"category_id\":\"[1,2]\"", "1,2")]
    [InlineData("\"category_id\":\"null\"", "null")]
    [InlineData("\"category_id\":\"0\"", "0")]
    [InlineData("\"category_id\":0,\"category_ids\":[0]", "0")]
    [InlineData("\"category_id\":\"all\"", "all")]
    [InlineData("\"category_id\":\"1\",\"category_id\":\"2\"", "2")]
    [InlineData("\"category_id\":false", "")]
    [InlineData("\"name\":\"n\"", "")]
    public void Categories_are_the_union_of_both_properties(string properties, string expected) =>
        Assert.Equal(expected, string.Join(',', Sources.Map(Datasets.Channels, $$"""[{"stream_id":1,{{properties}}}]""").Items.Single().GetList("categoryIds")));

    [Theory]
    [InlineData("\"1700000000\"", 1700000000L)]
    [InlineData("1700000000", 1700000000L)]
    [InlineData("1700000000.7", 1700000000L)]
    [InlineData("1700000000000", 1700000000L)]
    [InlineData("\"1700000000000\"", 1700000000L)]
    [InlineData("\"2024-05-22 10:00:00\"", 1716372000L)]
    [InlineData("\"2024-05-22T10:00:00Z\"", 1716372000L)]
    [InlineData("\"2024-05-22T12:00:00.000+02:00\"", 1716372000L)]
    [InlineData("\"2024-05-22\"", 1716336000L)]
    [InlineData("\"22/05/2024 10:00:00\"", 1716372000L)]
    [InlineData("\"\"", null)]
    [InlineData("null", null)]
    [InlineData("\"0\"", null)]
    [InlineData("-1", null)]
    [InlineData("\"N/A\"", null)]
    [InlineData("\"0000-00-00 00:00:00\"", null)]
    [InlineData("1e300", null)]
    [InlineData("true", null)]
    [InlineData("[1700000000]", null)]
    public void Moments_become_seconds_or_nothing(string value, long? expected) =>
        Assert.Equal(expected, Movie($"\"added\":{value}").GetInt64("added"));

    [Theory]
    [InlineData("7.5", 7.5)]
    [InlineData("\"7.5\"", 7.5)]
    [InlineData("\"7,5\"", 7.5)]
    [InlineData("\" 8/10 \"", 8.0)]
    [InlineData("8", 8.0)]
    [InlineData("0", 0.0)]
    [InlineData("12", 12.0)]
    [InlineData("\"\"", null)]
    [InlineData("null", null)]
    [InlineData("\"N/A\"", null)]
    [InlineData("\"NaN\"", null)]
    [InlineData("\"Infinity\"", null)]
    [InlineData("1e999", null)]
    [InlineData("-1", null)]
    [InlineData("[]", null)]
    [InlineData("false", null)]
    public void Ratings_become_numbers_or_nothing(string value, double? expected) =>
        Assert.Equal(expected, Movie($"\"rating\":{value}").GetDouble("rating"));

    [Theory]
    [InlineData("\"mp4\"", "mp4")]
    [InlineData("\".mkv\"", "mkv")]
    [InlineData("\"MKV\"", "mkv")]
    [InlineData("[\"mkv\"]", "mkv")]
    [InlineData("\"[\\\"mp4\\\"]\"", "mp4")]
    [InlineData("\" avi \"", "avi")]
    [InlineData("\"\"", null)]
    [InlineData("\".\"", null)]
    [InlineData("null", null)]
    [InlineData("[]", null)]
    [InlineData("false", null)]
    public void Extensions_are_cleaned(string value, string? expected) =>
        Assert.Equal(expected, Movie($"\"container_extension\":{value}").GetString("containerExtension"));

    [Theory]
    [InlineData("\"tmdb\":\"603\"", "603")]
    [InlineData("\"tmdb\":603", "603")]
    [InlineData("\"tmdb_id\":603.0", "603")]
    [InlineData("\"tmdb\":0,\"tmdb_id\":\"603\"", "603")]
    [InlineData("\"tmdb_id\":\"604\",\"tmdb\":\"603\"", "603")]
    [InlineData("\"tmdb_id\":\"603\",\"tmdb\":\"\"", "603")]
    [InlineData("\"tmdb\":\"tt0111161\"", "tt0111161")]
    [InlineData("\"tmdb_id\":\"0\"", null)]
    [InlineData("\"tmdb_id\":0", null)]
    [InlineData("\"tmdb\":\"\"", null)]
    public void A_tmdb_id_of_zero_is_none(string properties, string? expected) =>
        Assert.Equal(expected, Movie(properties).GetString("tmdbId"));

    [Theory]
    [InlineData("2023", "2023")]
    [InlineData("\"2023\"", "2023")]
    [InlineData("\"\"", null)]
    [InlineData("null", null)]
    [InlineData("\"0000\"", null)]
    [InlineData("0", null)]
    public void Years_are_text_or_nothing(string value, string? expected) => Assert.Equal(expected, Movie($"\"year\":{value}").GetString("year"));

    [Theory]
    [InlineData("\"releaseDate\":\"2020-01-01\",\"release_date\":\"1999-12-31\"", "2020-01-01")]
    [InlineData("\"release_date\":\"1999-12-31\",\"releaseDate\":\"2020-01-01\"", "2020-01-01")]
    [InlineData("\"release_date\":\"1999-12-31\",\"releaseDate\":\"\"", "1999-12-31")]
    [InlineData("\"releasedate\":\"2022-01-01\"", "2022-01-01")]
    [InlineData("\"releaseDate\":\"0000-00-00\",\"releasedate\":\"2022\"", "2022")]
    [InlineData("\"releaseDate\":\"2020\",\"releaseDate\":null", null)]
    [InlineData("\"releasedate\":{\"date\":\"2022\"}", null)]
    public void A_release_date_is_the_first_alias_that_says_something(string properties, string? expected) =>
        Assert.Equal(expected, Movie(properties).GetString("releaseDate"));

    [Theory]
    [InlineData("[\"a\",\"b\"]", "a|b")]
    [InlineData("\"a\"", "a")]
    [InlineData("\"\"", "")]
    [InlineData("null", "")]
    [InlineData("[]", "")]
    [InlineData("[null]", "")]
    [InlineData("{\"0\":\"a\"}", "a")]
    [InlineData("\"[\\\"a\\\",\\\"b\\\\u00e9\\\"]\"", "a|bé")]
    [InlineData("\"[not json\"", "[not json")]
    [InlineData("false", "")]
    [InlineData("[[\"a\"],\"b\"]", "b")]
    public void Backdrops_are_a_list_in_any_shape(string value, string expected)
    {
        var item = Sources.Map(Datasets.Series, $$"""[{"series_id":1,"backdrop_path":{{value}}}]""").Items.Single();

        Assert.Equal(expected, string.Join('|', item.GetList("backdrops")));
    }

    [Theory]
    [InlineData("[\"A\",\"B\"]", "A, B")]
    [InlineData("\"[\\\"A\\\",\\\"B\\\"]\"", "A, B")]
    [InlineData("{\"1\":\"A\",\"2\":\"B\"}", "A, B")]
    [InlineData("\"A, B\"", "A, B")]
    [InlineData("[]", null)]
    [InlineData("null", null)]
    [InlineData("true", null)]
    public void People_are_joined(string value, string? expected) => Assert.Equal(expected, Movie($"\"cast\":{value}").GetString("cast"));

    [Theory]
    [InlineData("\"1\"", true)]
    [InlineData("1", true)]
    [InlineData("true", true)]
    [InlineData("\"True\"", true)]
    [InlineData("0", false)]
    [InlineData("\"0\"", false)]
    [InlineData("false", false)]
    [InlineData("null", false)]
    [InlineData("\"\"", false)]
    [InlineData("\"yes\"", false)]
    [InlineData("[]", false)]
    public void A_flag_that_is_there_says_yes_or_no(string value, bool expected)
    {
        var item = Sources.Map(Datasets.Channels, $$"""[{"stream_id":1,"is_adult":{{value}},"tv_archive":{{value}}}]""").Items.Single();

        Assert.Equal((expected, expected), (item.GetBoolean("adult"), item.GetBoolean("archive")));
    }

    [Theory]
    [InlineData("\"7\"", 7L)]
    [InlineData("3", 3L)]
    [InlineData("2.5", 2L)]
    [InlineData("\"\"", 0L)]
    [InlineData("null", 0L)]
    [InlineData("\"N/A\"", 0L)]
    [InlineData("-1", 0L)]
    public void Archive_days_that_cannot_be_read_are_none(string value, long expected) =>
        Assert.Equal(expected, Sources.Map(Datasets.Channels, $$"""[{"stream_id":1,"tv_archive_duration":{{value}}}]""").Items.Single().GetInt64("archiveDays"));

    [Fact]
    public void What_is_absent_is_left_out() =>
        Assert.Equal("""{"id":1}""", Sources.Map(Datasets.Channels, """[{"stream_id":1,"name":null,"stream_icon":"","unknown":{"deep":[1]}}]""").Json());

    [Theory]
    [InlineData("nul\\u0000l", "null")]
    [InlineData("half \\ud83d", "half \uFFFD")]
    [InlineData("\\udc00 tail", "\uFFFD tail")]
    [InlineData("\\ud83d\\ud83c\\udfac", "\uFFFD🎬")]
    [InlineData("\\ud83dx", "\uFFFDx")]
    [InlineData("ok \\ud83c\\udfac", "ok 🎬")]
    [InlineData("\\\"\\\\\\/\\t\\n\\r\\b\\f", "\"\\/\t\n\r\b\f")]
    [InlineData("\\u00e9\\u20AC", "é€")]
    [InlineData("#### ▬▬ UK ▬▬ ####", "#### ▬▬ UK ▬▬ ####")]
    public void Names_are_as_sent_after_repair(string json, string expected) =>
        Assert.Equal(expected, Movie($"\"name\":\"{json}\"").GetString("name"));

    [Fact]
    public void Broken_UTF8_is_repaired_and_its_neighbours_survive()
    {
        byte[] body = [.. "[{\"stream_id\":1,\"name\":\"caf"u8, 0xE9, .. "\\n\",\"stream_icon\":\"i"u8, 0xE2, 0x82, .. "\"},{\"stream_id\":2}]"u8];

        var result = RecordReader.Read(Sources.Format(Datasets.Channels), body);

        Assert.Equal("caf\uFFFD\n", result.Items[0].GetString("name"));
        Assert.Equal("i\uFFFD", result.Items[0].GetString("icon"));
        Assert.Equal("2", result.Items[1].Id);
    }

    [Fact]
    public void A_repeated_property_counts_as_sent_last()
    {
        var result = Sources.Map(Datasets.Channels, """[{"stream_id":1,"name":"A","name":"B","stream_id":2,"added":1700000000,"added":null}]""");

        Assert.Equal("""{"id":2,"name":"B"}""", result.Json());
    }

    [Fact]
    public void An_escaped_property_name_is_the_same_property() =>
        Assert.Equal("""{"id":2,"name":"B"}""", Sources.Map(Datasets.Channels, """[{"stream_id":1,"stream\u005fid":2,"n\u0061me":"B"}]""").Json());

    private static CatalogItem Movie(string properties) =>
        Sources.Map(Datasets.Movies, $$"""[{"stream_id":1,{{properties}}}]""").Items.Single();
}
