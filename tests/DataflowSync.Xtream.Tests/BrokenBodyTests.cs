using System.IO.Compression;
using System.Text;

namespace DataflowSync.Xtream.Tests;

public sealed class BrokenBodyTests
{
    private const string Part = """[{"stream_id":1},{"stream_id":2},""";

    public static TheoryData<string, byte[]> Cuts() => new()
    {
        { "a length that is too long", Bytes($"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{Part}") },
        { "chunks without an end", Bytes($"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{Part.Length:x}\r\n{Part}\r\n") },
        { "a broken chunk header", Bytes($"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{Part.Length:x}\r\n{Part}\r\nzz us@r &1\r\n") },
        { "no length", Bytes($"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{Part}") },
        { "gzip cut off", Packed("gzip", bytes => bytes[..^10]) },
        { "gzip with wrong bytes", Packed("gzip", Spoil) },
        { "deflate cut off", Packed("deflate", bytes => bytes[..^10]) },
        { "deflate with wrong bytes", Packed("deflate", Spoil) },
        { "brotli cut off", Packed("br", bytes => bytes[..^10]) },
        { "brotli with wrong bytes", Packed("br", Spoil) },
        { "brotli with wrong bytes at once", Packed("br", bytes => [0xFF, 0xFF, 0xFF, 0xFF, .. bytes]) },
    };

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task A_packed_body_is_unpacked(string encoding)
    {
        await using var server = new LoopbackServer(Packed(encoding, bytes => bytes));
        using var source = Sources.For(server);

        var result = await RecordReader.ReadAsync(source, Datasets.Channels);

        Assert.Equal((null, 500), (result.Error, result.Items.Count));
    }

    [Theory]
    [MemberData(nameof(Cuts))]
    public async Task A_body_that_breaks_off_is_truncated(string cut, byte[] response)
    {
        await using var server = new LoopbackServer(response);
        using var source = Sources.For(server);

        var result = await RecordReader.ReadAsync(source, Datasets.Channels);

        Assert.True(result.Error?.Code == SyncErrorCode.Truncated, $"{cut}: {result.Error}");
        Assert.DoesNotContain("us@r", result.Exception?.ToString() ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Content-Length: 1000\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n")]
    [InlineData("\r\n")]
    public async Task A_body_that_ends_before_its_first_byte_is_empty(string rest)
    {
        await using var server = new LoopbackServer(Bytes($"HTTP/1.1 200 OK\r\n{rest}"));
        using var source = Sources.For(server);

        Assert.Equal(SyncErrorCode.EmptyBody, (await RecordReader.ReadAsync(source, Datasets.Channels)).Error?.Code);
    }

    [Theory]
    [InlineData("Content-Encoding: gzip\r\n")]
    [InlineData("")]
    public async Task Gzip_of_nothing_is_an_empty_answer_and_gzip_cut_anywhere_a_truncated_one(string headers)
    {
        static byte[] Gzip(byte[] content)
        {
            var packed = new MemoryStream();
            using (var gzip = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionMode.Compress))
            {
                gzip.Write(content);
            }

            return packed.ToArray();
        }

        var list = Gzip(Encoding.UTF8.GetBytes("[" + string.Join(',', Enumerable.Range(1, 200).Select(id => $"{{\"stream_id\":{id},\"name\":\"n{id * 7919}\"}}")) + "]"));

        Assert.Equal(SyncErrorCode.EmptyBody, await ReadAsync([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0]));
        for (var cut = 1; cut < list.Length - 8; cut += cut < 64 ? 1 : 97)
        {
            Assert.Equal(SyncErrorCode.Truncated, await ReadAsync(list[..cut]));
        }

        async Task<SyncErrorCode?> ReadAsync(byte[] body)
        {
            await using var server = new LoopbackServer(LoopbackServer.Ok(body, headers));
            using var source = Sources.For(server);
            return (await RecordReader.ReadAsync(source, Datasets.Channels)).Error?.Code;
        }
    }

    [Theory]
    [InlineData("", SyncErrorCode.EmptyBody)]
    [InlineData(" \r\n", SyncErrorCode.EmptyBody)]
    [InlineData("null", SyncErrorCode.NullBody)]
    [InlineData("[]", SyncErrorCode.UnexpectedShape)]
    [InlineData("{\"user_info\":[]}", SyncErrorCode.UnexpectedShape)]
    [InlineData("\uFEFF", SyncErrorCode.EmptyBody)]
    [InlineData("{\"user_info\":{\"auth\":1", SyncErrorCode.Truncated)]
    [InlineData("{\"user_info\":}", SyncErrorCode.MalformedJson)]
    [InlineData("<html>403</html>", SyncErrorCode.NotJson)]
    [InlineData("Access denied", SyncErrorCode.Blocked)]
    [InlineData("{\"error\":\"MySQL: gone away\"}", SyncErrorCode.ProviderError)]
    public async Task An_account_check_that_is_none_says_why(string body, SyncErrorCode expected)
    {
        await using var server = new LoopbackServer(LoopbackServer.Ok(body));
        using var source = Sources.For(server);

        Assert.Equal(expected, (await Assert.ThrowsAsync<SourceException>(() => source.CheckAsync(CancellationToken.None))).Error.Code);
    }

    [Theory]
    [InlineData(new byte[] { 0xEF })]
    [InlineData(new byte[] { 0xEF, 0xBB })]
    public async Task An_account_check_cut_inside_its_byte_order_mark_is_truncated(byte[] body)
    {
        await using var server = new LoopbackServer(LoopbackServer.Ok(body));
        using var source = Sources.For(server);

        Assert.Equal(SyncErrorCode.Truncated, (await Assert.ThrowsAsync<SourceException>(() => source.CheckAsync(CancellationToken.None))).Error.Code);
    }

    [Fact]
    public async Task A_small_document_is_bounded()
    {
        var options = Sources.Fast();
        options.MaxDocumentBytes = 1024;
        await using var server = new LoopbackServer(
            LoopbackServer.Ok(new string(' ', 1025)), LoopbackServer.Ok(new string(' ', 1000) + """{"seasons":[],"info":[]}"""));
        using var source = Sources.For(server, options: options);

        var check = await Assert.ThrowsAsync<SourceException>(() => source.CheckAsync(CancellationToken.None));

        Assert.Equal(SyncErrorCode.LimitExceeded, check.Error.Code);
        Assert.Empty((await source.GetSeriesDetailsAsync(1)).Seasons);
    }

    private static byte[] Packed(string encoding, Func<byte[], byte[]> spoil)
    {
        var packed = new MemoryStream();
        using (Stream packer = encoding switch
        {
            "gzip" => new GZipStream(packed, CompressionMode.Compress),
            "deflate" => new ZLibStream(packed, CompressionMode.Compress),
            _ => new BrotliStream(packed, CompressionMode.Compress),
        })
        {
            packer.Write(Encoding.UTF8.GetBytes("[" + string.Join(',', Enumerable.Range(1, 500).Select(id => $$"""{"stream_id":{{id}},"name":"n{{id * 7919 % 1009}}"}""")) + "]"));
        }

        return [.. Bytes($"HTTP/1.1 200 OK\r\nContent-Encoding: {encoding}\r\nConnection: close\r\n\r\n"), .. spoil(packed.ToArray())];
    }

    private static byte[] Spoil(byte[] bytes) => [.. bytes[..20], 0xFF, 0xFF, 0xFF, .. bytes[23..]];

    private static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);
}
