using System.Text;
using System.Text.Json;
using DataflowSync.Cli.Watching;
using DataflowSync.Server.Json;

namespace DataflowSync.Cli.Tests.Watching;

public sealed class AnswerTests
{
    private static string Event => JsonSerializer.Serialize(WatchViews.Run(), ServerJson.Default.LiveRun);

    [Fact]
    public void An_event_is_read_as_it_was_sent() => Assert.Equal(Event, JsonSerializer.Serialize(Read(Event), ServerJson.Default.LiveRun));

    [Theory]
    [InlineData("\"home\"", "null")]
    [InlineData("\"home\"", "\"../../metrics\"")]
    [InlineData("\"home\"", "7")]
    [InlineData("\"fetch\":0.62", "\"fetch\":\"full\"")]
    [InlineData("\"currentStep\":", "\"other\":")]
    [InlineData("\"name\":\"movies\"", "\"name\":null")]
    [InlineData("\"elapsedMs\":83000", "\"elapsedMs\":1e99")]
    [InlineData("\"errors\":[", "\"errors\":[null,")]
    [InlineData("\"errors\":[", "\"errors\":{")]
    [InlineData("\"steps\":[", "\"steps\":[null,")]
    public void An_event_of_another_form_is_none_of_a_server(string part, string other)
    {
        Assert.Contains(part, Event, StringComparison.Ordinal);

        AssertStrange(Event.Replace(part, other, StringComparison.Ordinal));
    }

    [Fact]
    public void An_event_that_is_cut_anywhere_is_none_of_a_server()
    {
        for (var i = 0; i < Event.Length; i++)
        {
            AssertStrange(Event[..i]);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4_096)]
    public async Task Events_of_any_number_pass_while_each_is_small(int chunk)
    {
        var text = string.Concat(Enumerable.Repeat("event: run\r\ndata: x\r\n\r\ndata: y\n\n\rdata: z\r\r", 100));

        Assert.Equal(text, await ReadEventsAsync(text, maxEventBytes: 40, chunk));
    }

    [Theory]
    [InlineData("data: 0123456789012345678901234567890123456789")]
    [InlineData("data: x\r\ndata: x\r\ndata: x\r\ndata: x\r\ndata: x\r\ndata: x\r\n")]
    [InlineData("id: 1\nid: 2\nid: 3\nid: 4\nid: 5\nid: 6\nid: 7\nid: 8\nid: 9\n")]
    [InlineData(":ccccccccccccccccccccccccccccccccccccccccccccccccccccc")]
    public async Task An_event_without_an_end_is_not_collected(string text)
    {
        foreach (var chunk in (int[])[1, 2, 7, 4_096])
        {
            Assert.Equal(
                WatchTrouble.Stranger,
                (await Assert.ThrowsAsync<WatchException>(() => ReadEventsAsync(text, maxEventBytes: 40, chunk))).Trouble);
        }
    }

    private static async Task<string> ReadEventsAsync(string text, int maxEventBytes, int chunk)
    {
        await using var events = new BoundedEvents(new MemoryStream(Encoding.UTF8.GetBytes(text)), maxEventBytes);
        using var read = new MemoryStream();
        await events.CopyToAsync(read, chunk);
        return Encoding.UTF8.GetString(read.ToArray());
    }

    private static DataflowSync.Server.Progress.LiveRun Read(string json) => Answers.Live(Encoding.UTF8.GetBytes(json));

    private static void AssertStrange(string json) => Assert.Equal(WatchTrouble.Stranger, Assert.Throws<WatchException>(() => Read(json)).Trouble);
}
