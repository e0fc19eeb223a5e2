using DataflowSync.M3u.Tests.Setup;

namespace DataflowSync.M3u.Tests;

/// <summary>What becomes of the parts of an entry.</summary>
public sealed class EntryTests
{
    [Fact]
    public void An_entry_becomes_an_item()
    {
        var item = ListReader.Item(
            "#EXTINF:5400 tvg-id=\"one.uk\" tvg-name=\"ONE\" tvg-logo=\"http://cdn.example.test/one.png?w=64\" group-title=\"UK | News\" tvg-chno=\"5.1\" "
            + "catchup=\"xc\" catchup-days=\"7\" catchup-source=\"http://h/timeshift/u/p/1\" other=\"x\",One HD\n"
            + "http://panel.example.test:8080/movie/u/p/101.mkv");

        Assert.Equal(
            [
                new("id", "movie-101"), new("name", "One HD"), new("groups", new[] { "UK | News" }), new("logo", "http://cdn.example.test/one.png?w=64"),
                new("epgId", "one.uk"), new("kind", "movie"), new("streamId", 101L), new("extension", "mkv"),
            ],
            item.Fields);
    }

    [Theory]
    [InlineData("#EXTINF:-1,One", "One")]
    [InlineData("#EXTINF:-1 ,  One  ", "One")]
    [InlineData("#EXTINF:-1 tvg-id=\"\",10,000 BC", "10,000 BC")]
    [InlineData("#EXTINF:-1 group-title=\"News, Sports\",One, Two, \"Three\"", "One, Two, \"Three\"")]
    [InlineData("#EXTINF:-1 tvg-name=\"The \"Best\" Show\",One", "One")]
    [InlineData("#EXTINF:-1 group-title=\"never closed,One", null)]
    [InlineData("#EXTINF:-1 tvg-name=\"Fallback\",", "Fallback")]
    [InlineData("#EXTINF:-1 tvg-name=\"Fallback\"", "Fallback")]
    [InlineData("#EXTINF:-1 tvg-name=Fallback tvg-id=x", "Fallback")]
    [InlineData("#EXTINF:", null)]
    [InlineData("#EXTINF:-1,O\u0007n\0e", "One")]
    [InlineData("#EXTINF:-1,http://h/live/u/p/1.ts", null)]
    public void The_name_stands_behind_the_first_comma_outside_quotes(string info, string? name) =>
        Assert.Equal(name, ListReader.Item($"{info}\nhttp://h/live/u/p/1.ts").GetString("name"));

    [Theory]
    [InlineData("tvg-logo=\"a\"", "a")]
    [InlineData("TVG-LOGO=\"a\"", "a")]
    [InlineData("tvg-logo=a", "a")]
    [InlineData("tvg-logo=http://x/?a=b other", "http://x/?a=b")]
    [InlineData("tvg-logo=\" a \"", "a")]
    [InlineData("x=\"tvg-logo=b\" tvg-logo=\"a\"", "a")]
    [InlineData("xtvg-logo=\"b\"", null)]
    [InlineData("tvg-logo=\"\"", null)]
    [InlineData("tvg-logo=", null)]
    [InlineData("=\"b\"tvg-logo=\"a\"", "a")]
    [InlineData("tvg-logo=\"a\" tvg-logo=\"b\"", "a")]
    public void Attributes_are_read_quoted_or_not(string attributes, string? logo) =>
        Assert.Equal(logo, ListReader.Item($"#EXTINF:-1 {attributes},One\nhttp://h/live/u/p/1.ts").GetString("logo"));

    [Theory]
    [InlineData("#EXTINF:-1 group-title=\"A;B\",One", "A;B")]
    [InlineData("#EXTINF:-1 group-title=\"A\",One\n#EXTGRP:B", "A")]
    [InlineData("#EXTINF:-1 group-title=\"\",One\n#EXTGRP:B", "B")]
    [InlineData("#EXTINF:-1,One", null)]
    public void An_entry_has_one_group(string lines, string? group) =>
        Assert.Equal(group, ListReader.Item($"{lines}\nhttp://h/live/u/p/1.ts").GetList("groups").SingleOrDefault());

    [Fact]
    public void Bytes_that_are_no_text_are_replaced()
    {
        byte[] list = [.. "#EXTM3U\n#EXTINF:-1,Caf"u8, 0xE9, .. "\nhttp://h/live/u/p/1.ts\n"u8];

        Assert.Equal("Caf\uFFFD", Assert.Single(ListReader.Read(list).Items).GetString("name"));
    }
}
