using DataflowSync.M3u.Tests.Setup;

namespace DataflowSync.M3u.Tests;

/// <summary>The format has no closing bracket: what tells a list that was cut from a whole one.</summary>
public sealed class TruncationTests
{
    private const string List = "#EXTM3U\n#EXTINF:-1,One\nhttp://h/live/u/p/1.ts\n#EXTINF:-1,Two\nhttp://h/live/u/p/22.ts";

    [Fact]
    public void Where_the_transport_proves_that_all_came_the_last_line_may_lack_its_end()
    {
        var result = ListReader.Read(List);

        Assert.Equal((null, 22L), (result.Error, result.Items[1].GetInt64("streamId")));
    }

    [Fact]
    public void Elsewhere_a_last_line_without_its_end_was_cut()
    {
        var result = ListReader.Read(List, isProven: false);

        Assert.Equal((SyncErrorCode.Truncated, 1), (result.Error, result.Items.Count));
        Assert.Null(ListReader.Read(List + "\n", isProven: false).Error);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_list_that_ends_before_the_address_of_its_last_entry_was_cut(bool isProven) =>
        Assert.Equal(SyncErrorCode.Truncated, ListReader.Read($"{List}\n#EXTINF:-1,Three\n", isProven: isProven).Error);

    [Fact]
    public void A_page_in_the_middle_of_a_list_cuts_it() => Assert.Equal(
        SyncErrorCode.Truncated, ListReader.Read($"{List}\n<br />\n<b>Fatal error</b>: Maximum execution time exceeded\n").Error);

    [Fact]
    public void A_connection_that_breaks_cuts_the_list_wherever_it_breaks()
    {
        for (var length = 1; length <= List.Length; length++)
        {
            var result = ListReader.Read(List[..length], fault: new IOException("reset"));

            Assert.Equal(SyncErrorCode.Truncated, result.Error);
        }

        Assert.Equal(SyncErrorCode.Truncated, ListReader.Read(List + "\n", fault: new IOException("reset")).Error);
    }

    [Fact]
    public void A_cut_is_seen_at_any_byte_but_those_between_two_entries()
    {
        var unseen = Enumerable.Range(1, List.Length).Where(length => ListReader.Read(List[..length], isProven: false).Error is null);

        Assert.Equal([List.IndexOf('\n', StringComparison.Ordinal) + 1, List.IndexOf("#EXTINF:-1,Two", StringComparison.Ordinal)], unseen);
    }
}
