using System.Text;
using DataflowSync.M3u.Tests.Setup;

namespace DataflowSync.M3u.Tests;

/// <summary>Where entries begin and end, and what is no playlist.</summary>
public sealed class FramerTests
{
    private const string One = "#EXTINF:-1,One\nhttp://h/live/u/p/1.ts";
    private const string Two = "#EXTINF:-1,Two\nhttp://h/live/u/p/2.ts";

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    [InlineData("\n\n \t\n")]
    public void Any_end_of_line_will_do(string end)
    {
        var result = ListReader.Read($"#EXTM3U\n{One}\n{Two}\n".ReplaceLineEndings(end));

        Assert.Equal((null, "One,Two"), (result.Error, Names(result)));
    }

    [Theory]
    [InlineData("#EXTM3U\n# a comment\n{0}\n#EXTVLCOPT:x=y\n\n{1}\n#EXT-X-END\n")]
    [InlineData("#EXTM3U url-tvg=\"http://h/xmltv.php?username=u&password=p\"\n#EXT-X-SESSION-DATA:A=\"b\"\n{0}\n{1}\n")]
    [InlineData("\uFEFF#EXTM3U\n{0}\n\uFEFF#EXTM3U\n\uFEFF{1}\n")]
    [InlineData("   #EXTM3U  \n  {0}  \n\t{1}\t\n")]
    public void Comments_blanks_and_byte_order_marks_are_no_entries(string list)
    {
        var result = ListReader.Read(string.Format(System.Globalization.CultureInfo.InvariantCulture, list, One, Two));

        Assert.Equal((null, "One,Two"), (result.Error, Names(result)));
    }

    [Fact]
    public void Directives_between_info_and_address_belong_to_the_entry()
    {
        var item = ListReader.Item("#extinf:-1,One\n#EXTVLCOPT:http-user-agent=x\n\n# note\n#extgrp: News \nhttp://h/live/u/p/1.ts");

        Assert.Equal(("One", "News"), (item.GetString("name"), Assert.Single(item.GetList("groups"))));
    }

    [Fact]
    public void A_list_may_lack_its_header() => Assert.Equal("One,Two", Names(ListReader.Read($"{One}\n{Two}\n")));

    [Fact]
    public void An_address_without_info_is_an_entry_without_a_name() =>
        Assert.Equal("One,,Two", Names(ListReader.Read($"#EXTM3U\n{One}\nhttp://h/live/u/p/5.ts\n{Two}\n")));

    [Fact]
    public void Info_without_an_address_is_a_reject_and_takes_nothing_from_its_neighbour()
    {
        var result = ListReader.Read($"#EXTM3U\n#EXTINF:-1,Lost\n#EXTGRP:Lost\n{One}\n");

        Assert.Equal([RejectReason.MissingId], result.Rejects);
        Assert.Empty(Assert.Single(result.Items).GetList("groups"));
    }

    [Theory]
    [InlineData("folder/file.ts")]
    [InlineData("/folder/file.ts")]
    [InlineData("C:\\file.ts")]
    [InlineData("file:///etc/passwd")]
    [InlineData("http://")]
    [InlineData("Fatal error: Allowed memory size exhausted")]
    public void What_is_no_address_of_a_stream_is_a_reject(string address)
    {
        var result = ListReader.Read($"#EXTM3U\n#EXTINF:-1,One\n{address}\n{Two}\n");

        Assert.Equal([RejectReason.InvalidId], result.Rejects);
        Assert.Equal("Two", Names(result));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5_000)]
    public void A_record_is_too_large_from_one_byte_above_the_limit(int excess)
    {
        const int Limit = 1_024;
        const string Address = "http://h/live/u/p/1.ts";
        var info = "#EXTINF:-1,".PadRight(Limit + excess - Address.Length - 2, 'x');

        var result = ListReader.Read($"#EXTM3U\n{info}\n{Address}\n{Two}\n", maxRecordBytes: Limit);

        Assert.Equal(excess == 0 ? [] : [RejectReason.TooLarge], result.Rejects);
        Assert.Equal(excess == 0 ? 2 : 1, result.Items.Count);
    }

    [Fact]
    public void A_record_above_256_KiB_is_too_large_whatever_the_engine_takes() => Assert.Equal(
        [RejectReason.TooLarge], ListReader.Read($"#EXTM3U\n#EXTINF:-1,{new string('x', 256 << 10)}\nhttp://h/live/u/p/1.ts\n").Rejects);

    [Fact]
    public void Of_a_line_without_an_end_no_more_than_the_limit_is_kept()
    {
        var framer = new Playlist.PlaylistFormat("").CreateFramer(1_024, 64);
        var piece = Encoding.ASCII.GetBytes(new string('x', 1 << 20));
        var header = new System.Buffers.ReadOnlySequence<byte>("#EXTM3U\n#EXTINF:-1,"u8.ToArray());
        Assert.Equal(FrameStatus.NeedMoreData, framer.TryRead(ref header, isFinal: false, out _));
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 64; i++)
        {
            var buffer = new System.Buffers.ReadOnlySequence<byte>(piece);
            Assert.Equal(FrameStatus.NeedMoreData, framer.TryRead(ref buffer, isFinal: false, out _));
            Assert.True(buffer.IsEmpty);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 << 10);
    }

    [Theory]
    [InlineData("", SyncErrorCode.EmptyBody)]
    [InlineData(" \r\n\t\n", SyncErrorCode.EmptyBody)]
    [InlineData("\uFEFF", SyncErrorCode.EmptyBody)]
    [InlineData("<html><a href=\"http://h/\">blocked</a></html>", SyncErrorCode.Blocked)]
    [InlineData("<!DOCTYPE html>\n#EXTM3U\n", SyncErrorCode.Blocked)]
    [InlineData("<?xml version=\"1.0\"?>\n<tv>\n", SyncErrorCode.Blocked)]
    [InlineData("Access denied", SyncErrorCode.Blocked)]
    [InlineData("Blocked, see http://h/help\n", SyncErrorCode.Blocked)]
    [InlineData("\u0089PNG\r\n\u001a\n", SyncErrorCode.Blocked)]
    [InlineData("null", SyncErrorCode.Blocked)]
    [InlineData("http://h/live/u/p/1.ts\n", SyncErrorCode.Blocked)]
    [InlineData("{\"user_info\":{\"auth\":0,\"url\":\"http://h/\"}}", SyncErrorCode.UnexpectedShape)]
    [InlineData("[]", SyncErrorCode.UnexpectedShape)]
    public void What_is_no_playlist_is_told_by_its_beginning(string body, SyncErrorCode expected)
    {
        var result = ListReader.Read(body);

        Assert.Equal((expected, 0), (result.Error, result.Records.Count));
    }

    [Theory]
    [InlineData("<html>blocked</html>", SyncErrorCode.Blocked)]
    [InlineData("{\"auth\":0}", SyncErrorCode.UnexpectedShape)]
    public void What_is_no_playlist_is_not_taken_for_one_that_was_cut(string body, SyncErrorCode expected) =>
        Assert.Equal(expected, ListReader.Read(body, isProven: false).Error);

    [Fact]
    public void A_header_alone_is_a_list_without_entries() => Assert.Null(ListReader.Read("#EXTM3U\n").Error);

    private static string Names(ReadResult result) => string.Join(',', result.Items.Select(item => item.GetString("name")));
}
