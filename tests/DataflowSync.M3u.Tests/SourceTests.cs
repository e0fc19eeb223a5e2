using System.IO.Compression;
using System.Text;
using DataflowSync.M3u.Tests.Setup;

namespace DataflowSync.M3u.Tests;

/// <summary>Asking for a playlist.</summary>
public sealed class SourceTests
{
    public static TheoryData<byte[], SyncErrorCode, int?> Answers() => new()
    {
        { LoopbackServer.Status(404), SyncErrorCode.HttpStatus, 404 },
        { LoopbackServer.Status(503), SyncErrorCode.HttpStatus, 503 },
        { LoopbackServer.Status(429), SyncErrorCode.RateLimited, 429 },
        { LoopbackServer.Status(885), SyncErrorCode.HttpStatus, 885 },
        { LoopbackServer.Status(302), SyncErrorCode.HttpStatus, 302 },
        { LoopbackServer.Ok(""), SyncErrorCode.EmptyBody, null },
        { LoopbackServer.Ok($"<html>{Playlists.Password}"), SyncErrorCode.Blocked, null },
        { LoopbackServer.Ok("""{"user_info":{"auth":0}}"""), SyncErrorCode.UnexpectedShape, null },
        { Encoding.ASCII.GetBytes($"HTTP/9.{Playlists.Password}\r\n\r\n"), SyncErrorCode.Network, null },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task What_is_no_list_fails_the_step_and_shows_no_secret(byte[] answer, SyncErrorCode code, int? status)
    {
        await using var fixture = new M3uFixture();

        var step = await fixture.SyncAsync(answer);

        Assert.Equal((StepStatus.Failed, code, status), (step.Status, step.Error!.Code, step.Error.HttpStatus));
        Assert.DoesNotContain(Playlists.Password, $"{step}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Retry-After: 7\r\n", 7)]
    [InlineData("Date: Thu, 01 Jan 2026 00:00:00 GMT\r\nRetry-After: Thu, 01 Jan 2026 00:00:09 GMT\r\n", 9)]
    [InlineData("", null)]
    public async Task The_wait_that_a_provider_asks_for_is_passed_on(string headers, int? seconds)
    {
        await using var fixture = new M3uFixture();
        fixture.Server.Enqueue(LoopbackServer.Status(429, headers));

        var exception = await Assert.ThrowsAsync<SourceException>(() => OpenAsync(fixture.Source));

        Assert.Equal(seconds, exception.RetryAfter?.TotalSeconds);
    }

    [Fact]
    public async Task The_clients_timeout_is_the_deadline_for_the_headers()
    {
        await using var server = new LoopbackServer((byte[]?)null);
        using var client = new HttpClient { Timeout = TimeSpan.FromMilliseconds(50) };
        await using var fixture = new M3uFixture();

        var step = await M3uFixture.SyncAsync(fixture.Build(new M3uSource(new Uri(server.BaseUrl), client)));

        Assert.Equal(SyncErrorCode.Timeout, step.Error?.Code);
    }

    [Fact]
    public async Task A_packed_list_is_unpacked_and_one_that_was_cut_is_seen()
    {
        await using var fixture = new M3uFixture();
        var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await gzip.WriteAsync(Encoding.UTF8.GetBytes(Playlists.Channels(500)));
        }

        var whole = await fixture.SyncAsync(LoopbackServer.Ok(packed.ToArray(), "Content-Encoding: gzip\r\n"));
        var cut = await fixture.SyncAsync(LoopbackServer.Ok(packed.ToArray()[..^20], "Content-Encoding: gzip\r\n"));

        Assert.Equal((StepStatus.Completed, 500L), (whole.Status, whole.Items));
        Assert.Equal((StepStatus.Failed, SyncErrorCode.Truncated), (cut.Status, cut.Error?.Code));
    }

    [Fact]
    public async Task A_body_that_is_disposed_lets_go_of_its_file()
    {
        await using var fixture = new M3uFixture();
        var path = Path.Combine(fixture.Data, "list.m3u");
        await File.WriteAllTextAsync(path, Playlists.Channels(3));

        var body = await OpenAsync(new M3uSource(new Uri(path), fixture.Client));
        Assert.Throws<IOException>(() => File.OpenWrite(path));
        await body.DisposeAsync();

        await File.OpenWrite(path).DisposeAsync();
    }

    [Theory]
    [InlineData("ftp://alice:s3cret@h/list.m3u")]
    [InlineData("list.m3u?password=s3cret")]
    public void Another_address_is_refused_without_being_repeated(string address)
    {
        using var client = new HttpClient();

        var exception = Assert.Throws<ArgumentException>(() => new M3uSource(new Uri(address, UriKind.RelativeOrAbsolute), client));

        Assert.DoesNotContain("s3cret", exception.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://alice:s3cret@h:8080/get.php?password=s3cret", "M3U playlist at h:8080")]
    [InlineData("file:///home/s3cret/list.m3u", "M3U playlist in a file")]
    public async Task It_says_of_itself_no_more_than_the_host(string address, string expected)
    {
        using var client = new HttpClient();
        var source = new M3uSource(new Uri(address), client);

        Assert.Equal(expected, source.ToString());
        Assert.Null(await source.CheckAsync(CancellationToken.None));
    }

    private static async Task<SourceBody> OpenAsync(M3uSource source) =>
        await source.OpenAsync(source.Steps[0], CancellationToken.None).FirstAsync();
}
