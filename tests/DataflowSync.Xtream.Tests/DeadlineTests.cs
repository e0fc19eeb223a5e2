using System.Text;
using Microsoft.Extensions.Time.Testing;

namespace DataflowSync.Xtream.Tests;

public sealed class DeadlineTests
{
    [Fact]
    public async Task Headers_that_never_come_are_a_timeout()
    {
        var time = new FakeTimeProvider();
        await using var server = new LoopbackServer([null]);
        using var source = Sources.For(server, time);
        var reading = RecordReader.ReadAsync(source, Datasets.Channels);
        await server.WaitForRequestAsync();

        time.Advance(TimeSpan.FromSeconds(199));
        Assert.False(reading.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1));

        var error = (await reading).Error!;
        Assert.Equal(SyncErrorCode.Timeout, error.Code);
        Assert.Equal("the provider did not answer within 200 s", error.Message);
    }

    [Fact]
    public async Task A_small_document_that_never_ends_is_a_timeout()
    {
        var time = new FakeTimeProvider();
        await using var server = new NeverEndingServer("{\"user_info\":");
        using var source = XtreamSource.Create(new XtreamAccount(server.BaseUrl, "u", "p"), Sources.Fast(), time);
        var checking = source.CheckAsync(CancellationToken.None);
        await server.WaitForAnswerAsync();

        // The document's deadline begins when its headers were read, which only the source knows.
        while (!checking.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(200));
            await Task.Yield();
        }

        Assert.Equal(SyncErrorCode.Timeout, (await Assert.ThrowsAsync<SourceException>(() => checking)).Error.Code);
    }

    [Fact]
    public async Task A_handshake_that_never_ends_is_a_connect_timeout()
    {
        await using var server = new LoopbackServer([null]);
        var options = Sources.Fast();
        options.ConnectTimeout = TimeSpan.FromMilliseconds(50);
        using var source = XtreamSource.Create(new XtreamAccount($"https://127.0.0.1:{server.Port}", "u", "p"), options);

        var error = (await RecordReader.ReadAsync(source, Datasets.Channels)).Error!;

        Assert.Equal(SyncErrorCode.Timeout, error.Code);
        Assert.Equal("no connection to the provider within 0.05 s", error.Message);
    }

    [Fact]
    public async Task A_port_where_nobody_listens_is_a_network_error()
    {
        var server = new LoopbackServer();
        using var source = Sources.For(server);
        await server.DisposeAsync();

        Assert.Equal(SyncErrorCode.Network, (await RecordReader.ReadAsync(source, Datasets.Channels)).Error!.Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n")]
    [InlineData("HTTP/1.1 abc username=us@r &1\r\n\r\n")]
    public async Task An_answer_that_is_no_HTTP_is_a_network_error(string answer)
    {
        await using var server = new LoopbackServer(Encoding.Latin1.GetBytes(answer));
        using var source = Sources.For(server);

        var result = await RecordReader.ReadAsync(source, Datasets.Channels);

        Assert.Equal(SyncErrorCode.Network, result.Error!.Code);
        Assert.DoesNotContain(Sources.Username, result.Exception!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_TLS_server_that_is_none_is_a_network_error()
    {
        await using var server = new LoopbackServer(LoopbackServer.Ok("[]"));
        using var source = XtreamSource.Create(new XtreamAccount($"https://127.0.0.1:{server.Port}", "u", "p"), Sources.Fast());
        var reading = RecordReader.ReadAsync(source, Datasets.Channels);

        // A client hello holds no end of a request head: ending the server ends the handshake.
        await server.WaitForConnectionAsync();
        await server.DisposeAsync();

        Assert.Equal(SyncErrorCode.Network, (await reading).Error!.Code);
    }

    [Fact]
    public async Task Cancelling_while_headers_are_awaited_is_cancellation()
    {
        using var cancel = new CancellationTokenSource();
        await using var server = new LoopbackServer([null]);
        using var source = Sources.For(server);
        var reading = RecordReader.ReadAsync(source, Datasets.Channels, cancel.Token);
        await server.WaitForRequestAsync();

        await cancel.CancelAsync();

        var exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        Assert.Equal(cancel.Token, exception.CancellationToken);
    }

    [Fact]
    public async Task Cancelling_while_a_body_is_read_is_cancellation()
    {
        using var cancel = new CancellationTokenSource();
        await using var server = new NeverEndingServer("[");
        using var source = XtreamSource.Create(new XtreamAccount(server.BaseUrl, "u", "p"), Sources.Fast());
        await foreach (var body in source.OpenAsync(source.Steps[1], CancellationToken.None))
        {
            await using (body)
            {
                Assert.Equal(1, await body.Content.ReadAsync(new byte[16], cancel.Token));
                var reading = body.Content.ReadAsync(new byte[16], cancel.Token).AsTask();
                await cancel.CancelAsync();
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
            }
        }
    }
}
