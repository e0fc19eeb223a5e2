using System.IO.Compression;
using System.Text;
using DataflowSync.EndToEnd.Tests.Setup;
using DataflowSync.LiteDb;
using DataflowSync.Testing;
using DataflowSync.Xtream;
using DataflowSync.Xtream.Tests;

namespace DataflowSync.EndToEnd.Tests;

/// <summary>A list that ends at any byte but its last publishes nothing, however the connection ends.</summary>
public sealed class TruncationTests
{
    private const string Step = "channels";
    private const int ByteOrderMark = 3;

    private static readonly byte[] List =
        [.. "\uFEFF[{\"stream_id\":1,\"name\":\"\\u00e9✓\",\"category_ids\":[1]} , {\"stream_id\":2,\"name\":null}]"u8];

    private static readonly RunOptions OneStep = new() { Steps = [Step] };

    private static readonly Dictionary<string, Func<byte[], int, byte[]>> Endings = new()
    {
        ["before the length it announced"] = (body, cut) => Answer($"Content-Length: {body.Length}\r\n", body[..cut]),
        ["at the length it announced"] = (body, cut) => Answer($"Content-Length: {cut}\r\n", body[..cut]),
        ["with the connection"] = (body, cut) => Answer("", body[..cut]),
        ["after its last chunk"] = (body, cut) => Answer("Transfer-Encoding: chunked\r\n", [.. Chunk(body[..cut]), .. "0\r\n\r\n"u8]),
        ["between two chunks"] = (body, cut) => Answer("Transfer-Encoding: chunked\r\n", Chunk(body[..cut])),
        ["inside a chunk"] = (body, cut) => Answer("Transfer-Encoding: chunked\r\n", Chunk(body)[..^(body.Length - cut + 2)]),
    };

    public static TheoryData<string> Ways() => [.. Endings.Keys];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_list_that_ends_at_any_byte_is_truncated(string way) =>
        await CutEverywhereAsync(List, cut => Endings[way](List, cut), (cut, step) =>
            Assert.True(step.Error?.Code == (IsEmpty(way, cut) ? SyncErrorCode.EmptyBody : SyncErrorCode.Truncated), $"at {cut}: {step.Error}"));

    [Theory]
    [InlineData("Content-Encoding: gzip\r\n")]
    [InlineData("")]
    public async Task A_packed_list_that_ends_at_any_byte_is_truncated(string header)
    {
        var packed = Pack(List[ByteOrderMark..]);
        await CutEverywhereAsync(packed, cut => Answer(header, packed[..cut]), (cut, step) =>
            Assert.True(step.Error?.Code == (cut == 0 ? SyncErrorCode.EmptyBody : SyncErrorCode.Truncated), $"at {cut}: {step.Error}"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_list_that_is_reset_at_any_byte_is_asked_for_again(bool hasLength)
    {
        await using var fixture = await SyncFixture.StartAsync(
            provider => (provider.ChannelCategories, provider.SendContentLength) = (2, hasLength), engine => engine.Retries = 0);
        await fixture.SyncStepAsync("channel-categories");
        var length = fixture.Provider.Requests[^1].BytesSent;

        for (var cut = 0; cut < length; cut++)
        {
            fixture.Fail("channel-categories", Fault.Reset(cut));
            var step = await fixture.SyncStepAsync("channel-categories");

            // What was sent last before a reset may be lost.
            Assert.True(
                step is { Status: StepStatus.Failed, Error.Code: SyncErrorCode.Truncated or SyncErrorCode.EmptyBody or SyncErrorCode.Network },
                $"at {cut}: {step.Status} {step.Error}");
        }

        await fixture.AssertEqualsProviderAsync("channel-categories");
        Assert.Equal((StepStatus.Completed, 2), await fixture.SyncStepAsync("channel-categories") is var last ? (last.Status, last.Unchanged) : default);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"error\":\"x\",\"list\":[]}")]
    [InlineData("{\"user_info\":{\"auth\":0,\"status\":\"Banned\"}}")]
    public async Task What_came_in_place_of_a_list_means_nothing_before_its_end(string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        await CutEverywhereAsync(List, cut => Answer("", bytes[..cut]), (cut, step) =>
            Assert.True(step.Error?.Code == (cut == 0 ? SyncErrorCode.EmptyBody : SyncErrorCode.Truncated), $"at {cut}: {step.Error}"), bytes.Length);
    }

    /// <summary>Syncs a list, then every beginning of an answer, and then the list again.</summary>
    private static async Task CutEverywhereAsync(byte[] list, Func<int, byte[]> answer, Action<int, StepReport> assertFailed, int? length = null)
    {
        var directory = Directory.CreateTempSubdirectory("dataflowsync-cut-");
        try
        {
            await using var server = new LoopbackServer();
            var sync = new SyncEngineBuilder().UseLiteDb(directory.FullName).Configure(options => options.Retries = 0)
                .AddXtream(SyncFixture.Profile, new XtreamAccount(server.BaseUrl, "user", "password"), new XtreamOptions { RequestInterval = TimeSpan.Zero })
                .Build();
            var whole = length is null ? answer(list.Length) : Answer("", list);
            Assert.Equal((StepStatus.Completed, 2), await SyncAsync(whole) is var first ? (first.Status, first.Added) : default);
            var before = await ExportAsync();

            for (var cut = 0; cut < (length ?? list.Length); cut++)
            {
                var step = await SyncAsync(answer(cut));
                if (step is { Status: StepStatus.Completed, Unchanged: 2 } && IsWholePacked(list, cut))
                {
                    continue;
                }

                Assert.True(step is { Status: StepStatus.Failed, Items: 2, Removed: 0 }, $"at {cut}: {step.Status}");
                assertFailed(cut, step);
                Assert.Equal(before, await ExportAsync());
            }

            Assert.Empty((await sync.GetStatusAsync(SyncFixture.Profile)).Guards);
            Assert.Equal((StepStatus.Completed, 2), await SyncAsync(whole) is var last ? (last.Status, last.Unchanged) : default);

            async Task<StepReport> SyncAsync(byte[] answer)
            {
                server.Enqueue(LoopbackServer.Ok("""{"user_info":{"auth":1,"status":"Active"}}"""));
                server.Enqueue(answer);
                return (await sync.RunAsync(SyncFixture.Profile, OneStep).WaitAsync(SyncFixture.LongEnough)).Steps[0];
            }

            async Task<List<string>> ExportAsync()
            {
                await using var snapshot = await sync.Store.OpenAsync(SyncFixture.Profile);
                return await snapshot.Dataset(Step).BrowseAsync().Select(item => Documents.ToJson(item).ToJsonString()).ToListAsync();
            }
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    /// <summary>Of a packed list the checksum and the length behind it may be missing, and the mark of its end before these.</summary>
    private static bool IsWholePacked(byte[] list, int cut) => list is [0x1F, 0x8B, ..] && cut >= list.Length - 10;

    /// <summary>Nothing came; or nothing but a byte order mark, and the answer says that this is all of it.</summary>
    private static bool IsEmpty(string way, int cut) =>
        cut == 0 || (cut == ByteOrderMark && way is ("at the length it announced" or "with the connection" or "after its last chunk"));

    private static byte[] Answer(string headers, byte[] body) =>
        [.. Encoding.Latin1.GetBytes($"HTTP/1.1 200 OK\r\n{headers}Connection: close\r\n\r\n"), .. body];

    private static byte[] Chunk(byte[] bytes) =>
        bytes.Length == 0 ? [] : [.. Encoding.Latin1.GetBytes($"{bytes.Length:x}\r\n"), .. bytes, .. "\r\n"u8];

    private static byte[] Pack(byte[] bytes)
    {
        var packed = new MemoryStream();
        using (var packer = new GZipStream(packed, CompressionLevel.Optimal))
        {
            packer.Write(bytes);
        }

        return packed.ToArray();
    }
}
