using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;

namespace DataflowSync.Xtream.Tests;

public sealed class DecompressionTests
{
    private const string Json = """[{"stream_id":1,"name":"one"}]""";

    public static TheoryData<string, string, string?> Codings() => new()
    {
        { "gzip", "gzip", null },
        { "x-gzip", "gzip", null },
        { "GZIP", "gzip", null },
        { "br", "br", null },
        { "deflate", "zlib", null },
        { "deflate", "raw", null },
        { "identity", "", null },
        { "br, gzip", "br gzip", null },
        { "gzip, gzip", "gzip gzip", null },
        { "deflate, identity, br", "zlib br", null },
        { "", "gzip", "undeclared-gzip" },
        { "br", "gzip br", "undeclared-gzip" },
        { "gzip", "", "false-encoding" },
        { "utf-8", "", "unknown-encoding" },
    };

    [Theory]
    [MemberData(nameof(Codings))]
    public async Task A_body_is_unpacked_as_its_headers_say_or_as_it_is(string header, string layers, string? warning)
    {
        await using var server = new LoopbackServer(Answer(header, Pack(Encoding.UTF8.GetBytes(Json), layers)));
        using var source = Sources.For(server);

        var result = await RecordReader.ReadAsync(source, Datasets.Channels);

        Assert.Equal((null, """{"id":1,"name":"one"}"""), (result.Error, result.Json()));
        Assert.Equal(warning, result.Warnings.SingleOrDefault()?.Split(':')[0]);
        Assert.Contains("Accept-Encoding: gzip, br, deflate\r\n", server.Heads.Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("zlib")]
    [InlineData("raw")]
    [InlineData("br")]
    public async Task A_packed_body_cut_off_anywhere_is_truncated_or_empty_and_never_a_list(string layer)
    {
        var packed = Pack(Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Range(1, 20).Select(id => $$"""{"stream_id":{{id}}}"""))}]"), layer);
        var header = layer is "zlib" or "raw" ? "deflate" : layer;
        await using var server = new LoopbackServer();
        using var source = Sources.For(server);
        for (var length = 1; length < packed.Length / 2; length++)
        {
            server.Enqueue(Answer(header, packed[..length]));

            var code = (await RecordReader.ReadAsync(source, Datasets.Channels)).Error?.Code;

            Assert.True(code is SyncErrorCode.Truncated or SyncErrorCode.EmptyBody, $"{length} bytes: {code}");
        }
    }

    [Theory]
    [InlineData("gzip", "gzip")]
    [InlineData("", "gzip")]
    [InlineData("deflate", "zlib")]
    [InlineData("br", "br")]
    [InlineData("gzip, gzip", "gzip gzip")]
    public async Task A_body_that_unpacks_to_far_more_than_was_sent_is_given_up(string header, string layers)
    {
        await using var server = new LoopbackServer(Answer(header, Pack(Blanks(40 << 20), layers)));
        using var source = Sources.For(server);

        var error = (await RecordReader.ReadAsync(source, Datasets.Channels)).Error!;

        Assert.Equal(SyncErrorCode.LimitExceeded, error.Code);
        Assert.Equal("the provider's answer unpacks to more than 200 times its size", error.Message);
        Assert.False(error.IsRetryable);
    }

    [Theory]
    [InlineData(15 << 20, 200, "gzip")]
    [InlineData(20 << 20, 1_100, "gzip")]
    [InlineData(20 << 20, 1, "")]
    public async Task A_small_one_or_one_that_is_allowed_or_not_packed_at_all_is_read(int size, int ratio, string layer)
    {
        var options = Sources.Fast();
        options.MaxCompressionRatio = ratio;
        await using var server = new LoopbackServer(Answer(layer, Pack(Blanks(size), layer)));
        using var source = Sources.For(server, options: options);

        var result = await RecordReader.ReadAsync(source, Datasets.Channels);

        Assert.Null(result.Error);
        Assert.Empty(result.Items);
    }

    [Fact]
    public async Task Too_many_encodings_are_refused_and_the_turn_is_given_back()
    {
        await using var server = new LoopbackServer(Answer("gzip, gzip, gzip, gzip, gzip", []), LoopbackServer.Ok("[]"));
        using var source = Sources.For(server);

        Assert.Equal(SyncErrorCode.LimitExceeded, (await RecordReader.ReadAsync(source, Datasets.Channels)).Error?.Code);
        Assert.Null((await RecordReader.ReadAsync(source, Datasets.Channels)).Error);
    }

    [Theory]
    [InlineData("gzip", false)]
    [InlineData("identity", true)]
    [InlineData("utf-8", true)]
    public async Task The_length_of_a_packed_body_is_not_told_for_it_is_another_one(string header, bool isTold)
    {
        await using var server = new LoopbackServer(Answer(header, Pack(Encoding.UTF8.GetBytes(Json), header == "gzip" ? "gzip" : "")));
        using var source = Sources.For(server);

        await foreach (var body in source.OpenAsync(source.Steps[1], CancellationToken.None))
        {
            await using (body)
            {
                Assert.Equal(isTold ? Json.Length : null, body.Length);
            }
        }
    }

    [Theory]
    [InlineData("gzip", "gzip")]
    [InlineData("br", "br")]
    [InlineData("", "gzip")]
    public async Task A_client_of_your_own_may_unpack_before(string header, string layer)
    {
        var services = new ServiceCollection();
        services.AddHttpClient("mine").ConfigurePrimaryHttpMessageHandler(
            () => new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate });
        await using var provider = services.BuildServiceProvider();
        await using var server = new LoopbackServer(Answer(header, Pack(Encoding.UTF8.GetBytes(Json), layer)));
        using var source = new XtreamSource(
            new XtreamAccount(server.BaseUrl, "u", "p"), Sources.Fast(), provider.GetRequiredService<IHttpClientFactory>(), clientName: "mine");

        Assert.Equal("""{"id":1,"name":"one"}""", (await RecordReader.ReadAsync(source, Datasets.Channels)).Json());
    }

    /// <summary>An empty list with much room in it.</summary>
    private static byte[] Blanks(int size)
    {
        var body = new byte[size];
        Array.Fill(body, (byte)' ');
        (body[0], body[^1]) = ((byte)'[', (byte)']');
        return body;
    }

    private static byte[] Answer(string encoding, byte[] body) =>
        LoopbackServer.Ok(body, encoding.Length == 0 ? string.Empty : $"Content-Encoding: {encoding}\r\n");

    private static byte[] Pack(byte[] body, string layers)
    {
        foreach (var layer in layers.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var packed = new MemoryStream();
            using (Stream packer = layer switch
            {
                "gzip" => new GZipStream(packed, CompressionMode.Compress),
                "zlib" => new ZLibStream(packed, CompressionMode.Compress),
                "raw" => new DeflateStream(packed, CompressionMode.Compress),
                _ => new BrotliStream(packed, CompressionMode.Compress),
            })
            {
                packer.Write(body);
            }

            body = packed.ToArray();
        }

        return body;
    }
}
