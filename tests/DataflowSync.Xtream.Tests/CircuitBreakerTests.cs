using System.Text;
using Microsoft.Extensions.Time.Testing;

namespace DataflowSync.Xtream.Tests;

public sealed class CircuitBreakerTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly XtreamProviders _providers;

    public CircuitBreakerTests() => _providers = new XtreamProviders(_time);

    [Fact]
    public async Task Eight_refused_connections_open_it_for_all_sources_of_the_host()
    {
        var server = new LoopbackServer();
        using var source = Sources.For(server, _time, providers: _providers);
        await server.DisposeAsync();
        await using var healthy = new LoopbackServer();
        using var neighbour = Sources.For(healthy, _time, providers: _providers);

        for (var i = 0; i < 8; i++)
        {
            Assert.Equal(SyncErrorCode.Network, (await AskAsync(source)).Code);
        }

        _time.Advance(TimeSpan.FromSeconds(3));
        var error = await AskAsync(neighbour);

        Assert.Equal(SyncErrorCode.CircuitOpen, error.Code);
        Assert.Equal("the provider failed 8 times in a row, the last time 3 s ago, and is left alone for 27 s", error.Message);
        Assert.False(error.IsRetryable);
        Assert.Empty(healthy.Targets);
    }

    [Fact]
    public async Task One_that_tries_when_the_time_is_over_and_succeeds_closes_it()
    {
        await using var server = await OpenedAsync();
        using var source = Sources.For(server, _time, providers: _providers);

        _time.Advance(TimeSpan.FromSeconds(29.999));
        Assert.Equal(SyncErrorCode.CircuitOpen, (await AskAsync(source)).Code);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        server.Enqueue(LoopbackServer.Ok("[]"));
        Assert.Null((await RecordReader.ReadAsync(source, Datasets.Channels)).Error);

        await FailAsync(server, source, times: 7);
        server.Enqueue(LoopbackServer.Ok("[]"));
        Assert.Null((await RecordReader.ReadAsync(source, Datasets.Channels)).Error);
    }

    [Fact]
    public async Task One_that_tries_and_fails_opens_it_again_for_those_that_waited()
    {
        await using var server = await OpenedAsync();
        using var source = Sources.For(server, _time, providers: _providers);
        _time.Advance(TimeSpan.FromSeconds(30));
        server.Enqueue(null);

        var trying = AskAsync(source);
        await server.WaitForRequestAsync();
        var waiting = AskAsync(source);
        Assert.False(waiting.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(200));

        Assert.Equal(SyncErrorCode.Timeout, (await trying).Code);
        Assert.Equal(SyncErrorCode.CircuitOpen, (await waiting).Code);
        Assert.Equal(9, server.Targets.Count);
    }

    public static TheoryData<byte[]> Answers() =>
    [
        LoopbackServer.Status(404),
        LoopbackServer.Status(429),
        LoopbackServer.Status(302, "Location: http://other.example.test/\r\n"),
        LoopbackServer.Status(884),
        LoopbackServer.Ok("<html>"),
        LoopbackServer.Ok(string.Empty),
        Encoding.Latin1.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n[{\"stream_id\":1},"),
    ];

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Any_answer_that_is_not_about_the_hosts_own_state_begins_the_count_anew(byte[] answer)
    {
        await using var server = new LoopbackServer();
        using var source = Sources.For(server, _time, providers: _providers);
        await FailAsync(server, source, times: 7);

        server.Enqueue(answer);
        Assert.NotEqual(SyncErrorCode.CircuitOpen, (await AskAsync(source)).Code);

        await FailAsync(server, source, times: 7);
        server.Enqueue(answer);
        Assert.NotEqual(SyncErrorCode.CircuitOpen, (await AskAsync(source)).Code);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(524)]
    [InlineData(599)]
    public async Task An_answer_that_the_host_is_out_of_order_counts(int status)
    {
        await using var server = new LoopbackServer([.. Enumerable.Repeat(LoopbackServer.Status(status), 8)]);
        using var source = Sources.For(server, _time, providers: _providers);

        for (var i = 0; i < 8; i++)
        {
            Assert.Equal(status, (await AskAsync(source)).HttpStatus);
        }

        Assert.Equal(SyncErrorCode.CircuitOpen, (await AskAsync(source)).Code);
        Assert.Equal(8, server.Targets.Count);
    }

    [Fact]
    public async Task A_cancelled_request_says_nothing_of_the_host()
    {
        await using var server = new LoopbackServer();
        using var source = Sources.For(server, _time, providers: _providers);
        await FailAsync(server, source, times: 7);
        using var cancel = new CancellationTokenSource();
        server.Enqueue(null);
        var cancelled = RecordReader.ReadAsync(source, Datasets.Channels, cancel.Token);
        await server.WaitForRequestAsync();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);

        server.Enqueue(LoopbackServer.Status(503));
        Assert.Equal(SyncErrorCode.HttpStatus, (await AskAsync(source)).Code);
        Assert.Equal(SyncErrorCode.CircuitOpen, (await AskAsync(source)).Code);
    }

    [Fact]
    public async Task It_can_be_set_and_switched_off_for_each_source()
    {
        await using var server = await OpenedAsync();
        using var never = Sources.For(server, _time, new XtreamOptions { RequestInterval = TimeSpan.Zero, BreakerThreshold = null }, _providers);
        using var patient = Sources.For(server, _time, new XtreamOptions { RequestInterval = TimeSpan.Zero, BreakerThreshold = 10 }, _providers);
        using var other = Sources.For(
            server, _time, new XtreamOptions { RequestInterval = TimeSpan.Zero, BreakerThreshold = 1, BreakerDuration = TimeSpan.FromHours(1) }, _providers);

        Assert.Equal(SyncErrorCode.HttpStatus, (await AskAsync(never)).Code);
        Assert.Equal(SyncErrorCode.HttpStatus, (await AskAsync(patient)).Code);
        Assert.Equal(SyncErrorCode.CircuitOpen, (await AskAsync(patient)).Code);
        _time.Advance(TimeSpan.FromMinutes(59));
        Assert.EndsWith("left alone for 60 s", (await AskAsync(other)).Message, StringComparison.Ordinal);
    }

    private async Task<LoopbackServer> OpenedAsync()
    {
        var server = new LoopbackServer();
        using var source = Sources.For(server, _time, providers: _providers);
        await FailAsync(server, source, times: 8);
        return server;
    }

    private static async Task FailAsync(LoopbackServer server, XtreamSource source, int times)
    {
        for (var i = 0; i < times; i++)
        {
            server.Enqueue(LoopbackServer.Status(503));
            Assert.Equal(503, (await AskAsync(source)).HttpStatus);
            await server.WaitForRequestAsync();
        }
    }

    private static async Task<SyncError> AskAsync(XtreamSource source)
    {
        var result = await RecordReader.ReadAsync(source, Datasets.Channels);
        return result.Error ?? throw new InvalidOperationException("The provider answered.");
    }
}
