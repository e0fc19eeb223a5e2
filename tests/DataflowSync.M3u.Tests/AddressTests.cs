using DataflowSync.M3u.Tests.Setup;

namespace DataflowSync.M3u.Tests;

/// <summary>Ids are stable and hold no secret.</summary>
public sealed class AddressTests
{
    [Theory]
    [InlineData("http://panel.example.test:80/live/alice/s3cret/101.ts", "live-101", "live", "ts")]
    [InlineData("https://panel.example.test/live/bob/other/101.m3u8", "live-101", "live", "m3u8")]
    [InlineData("http://panel.example.test:8080/alice/s3cret/101", "live-101", "live", null)]
    [InlineData("http://panel.example.test:8080/alice/s3cret/101.ts", "live-101", "live", "ts")]
    [InlineData("http://panel.example.test/movie/alice/s3cret/7.mkv", "movie-7", "movie", "mkv")]
    [InlineData("http://panel.example.test/series/alice/s3cret/8.mp4?token=x", "series-8", "series", "mp4")]
    [InlineData("http://panel.example.test/sub/path/live/alice/s3cret/101.ts", "live-101", "live", "ts")]
    [InlineData("http://panel.example.test/live/alice/s3cret/101.ts|User-Agent=VLC", "live-101", "live", "ts")]
    public void The_address_of_an_account_gives_kind_and_stream(string address, string id, string kind, string? extension)
    {
        var item = ListReader.Item($"#EXTINF:-1,One\n{address}");

        Assert.Equal((id, kind, extension), (item.Id, item.GetString("kind"), item.GetString("extension")));
        Assert.Equal(long.Parse(id.Split('-')[1], System.Globalization.CultureInfo.InvariantCulture), item.GetInt64("streamId"));
    }

    [Fact]
    public void The_same_stream_number_at_another_host_is_another_item()
    {
        string[] ids = [Id("http://panel.example.test/live/u/p/1.ts"), Id("http://other.example.test/live/u/p/1.ts"), Id("http://third.example.test/live/u/p/1.ts")];

        Assert.Equal("live-1", ids[0]);
        Assert.Equal(3, ids.Distinct().Count());
        Assert.Equal(ids[1], Id("https://OTHER.example.test:8443/live/v/q/1.ts"));
    }

    [Theory]
    [InlineData("http://h/hls/news/index.m3u8?token=a", "http://h/hls/news/index.m3u8?token=b&expires=5")]
    [InlineData("http://u:p@h/news.m3u8", "http://v:q@h/news.m3u8")]
    [InlineData("http://h/play.php?id=5&token=a", "https://h/play.php?token=b&id=5")]
    [InlineData("http://h/play/live.php?mac=00:1A:79:00:00:01&stream=5&extension=ts", "http://h/play/live.php?mac=00:1A:79:00:00:02&stream=5&extension=ts")]
    public void What_rotates_in_an_address_does_not_change_its_id(string one, string other)
    {
        Assert.Equal(Id(one), Id(other));
        Assert.StartsWith("url-", Id(one), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://h/live/abr/news/720.m3u8", "http://h/live/abr/sports/index.m3u8")]
    [InlineData("http://h/hls/news/720.m3u8", "http://h/hls/sports/720.m3u8")]
    [InlineData("http://h/play.php?id=5", "http://h/play.php?id=6")]
    [InlineData("http://h/live/u/p/1.ts", "http://h/movie/u/p/1.ts")]
    [InlineData("http://h/a.m3u8", "http://i/a.m3u8")]
    [InlineData("rtp://@239.0.0.1:1234", "rtp://@239.0.0.1:1235")]
    public void Different_streams_have_different_ids(string one, string other) => Assert.NotEqual(Id(one), Id(other));

    [Fact]
    public void Where_a_query_names_no_stream_the_name_tells_entries_apart()
    {
        Assert.NotEqual(Id("http://h/play.php?secret=1", "One"), Id("http://h/play.php?secret=1", "Two"));
        Assert.Equal(Id("http://h/play.php?secret=1", "One"), Id("http://h/play.php?secret=2", "One"));
    }

    [Theory]
    [InlineData("http://h/live/u/p/0.ts")]
    [InlineData("http://h/live/u/p/-1.ts")]
    [InlineData("http://h/live/u/p/99999999999999999999.ts")]
    [InlineData("http://h/live/u/p/news.ts")]
    public void What_is_no_number_of_a_stream_is_not_taken_for_one(string address)
    {
        var item = ListReader.Item($"#EXTINF:-1,One\n{address}");

        Assert.Equal(["id", "name"], item.Fields.Select(field => field.Key));
        Assert.Matches("^url-[0-9a-f]{32}$", item.Id);
    }

    [Theory]
    [InlineData("http://cdn.example.test/one.png", true)]
    [InlineData("http://cdn.example.test/one@2x.png?w=64", true)]
    [InlineData("http://proxy.example.test/logo/alice/s3cret%21/1.png", false)]
    [InlineData("http://proxy.example.test/logo?username=alice", false)]
    [InlineData("http://proxy.example.test/logo?key=s3cret!", false)]
    [InlineData("http://me:mine@cdn.example.test/one.png", false)]
    [InlineData("data:image/png;base64,AAAA", true)]
    public void A_logo_that_holds_a_credential_is_left_out(string logo, bool isKept)
    {
        var item = ListReader.Item($"#EXTINF:-1 tvg-logo=\"{logo}\",One\nhttp://h/live/alice/s3cret%21/1.ts");

        Assert.Equal(isKept ? logo : null, item.GetString("logo"));
    }

    [Fact]
    public void No_part_of_an_address_of_unknown_shape_is_stored()
    {
        var item = ListReader.Item("#EXTINF:-1 tvg-id=\"http://alice:pw@h/\" group-title=\"http://h/alice\",One\nhttp://alice:pw@h/alice/pw/x.token");

        Assert.Equal(["id", "name"], item.Fields.Select(field => field.Key));
        Assert.Matches("^url-[0-9a-f]{32}$", item.Id);
    }

    private static string Id(string address, string name = "One") => ListReader.Item($"#EXTINF:-1,{name}\n{address}").Id;
}
