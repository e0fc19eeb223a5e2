using DataflowSync.Xtream.Http;
using Microsoft.Extensions.Time.Testing;

namespace DataflowSync.Xtream.Tests;

public sealed class PacingTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly FakeTimeProvider _time = new();
    private readonly XtreamProviders _providers;

    public PacingTests() => _providers = new XtreamProviders(_time);

    [Fact]
    public async Task The_first_request_does_not_wait()
    {
        Assert.True(WaitAsync().IsCompletedSuccessfully);
        await Task.CompletedTask;
    }

    [Fact]
    public async Task The_pause_begins_with_the_end_of_the_answer_before()
    {
        var first = await WaitAsync();
        _time.Advance(TimeSpan.FromHours(1));
        var second = WaitAsync();
        Assert.False(second.IsCompleted);

        first.Dispose();
        first.Dispose();
        _time.Advance(Interval - TimeSpan.FromMilliseconds(1));
        Assert.False(second.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));

        (await second).Dispose();
    }

    [Fact]
    public async Task A_pause_that_is_over_is_not_waited_for_again()
    {
        (await WaitAsync()).Dispose();
        _time.Advance(Interval);

        Assert.True(WaitAsync().IsCompletedSuccessfully);
    }

    [Fact]
    public async Task A_cancelled_wait_gives_its_turn_to_the_next_one()
    {
        (await WaitAsync()).Dispose();
        using var cancel = new CancellationTokenSource();
        var cancelled = WaitAsync(cancellationToken: cancel.Token);
        var next = WaitAsync();

        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        _time.Advance(Interval);

        (await next).Dispose();
    }

    [Fact]
    public async Task The_pause_is_that_of_the_source_that_asks_next()
    {
        (await WaitAsync()).Dispose();

        Assert.True(WaitAsync(interval: TimeSpan.Zero).IsCompletedSuccessfully);
        await Task.CompletedTask;
    }

    [Theory]
    [InlineData("http://panel.example.test/", "http://panel.example.test/", true)]
    [InlineData("http://panel.example.test/", "https://panel.example.test:8443/c/", true)]
    [InlineData("http://panel.example.test/", "http://PANEL.example.test./", true)]
    [InlineData("http://bücher.example.test/", "http://xn--bcher-kva.example.test/", true)]
    [InlineData("http://[::1]/", "http://[0:0::1]:8080/", true)]
    [InlineData("http://panel.example.test/", "http://other.example.test/", false)]
    [InlineData("http://panel.example.test/", "http://www.panel.example.test/", false)]
    public async Task Turns_are_taken_by_host_whatever_scheme_and_port(string one, string other, bool isSame)
    {
        using var turn = await WaitAsync(one);

        Assert.Equal(isSame, !WaitAsync(other).IsCompleted);
    }

    [Fact]
    public async Task A_host_that_nobody_asks_any_more_is_forgotten_and_one_in_use_is_not()
    {
        using var running = await WaitAsync("http://running.example.test/");
        for (var i = 0; i < 1_000; i++)
        {
            (await WaitAsync($"http://h{i}.example.test/")).Dispose();
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        // Those of the last hour, the one that is running, and the newest.
        Assert.InRange(_providers.Count, 60, 62);
        Assert.False(WaitAsync("http://running.example.test/").IsCompleted);
    }

    [Fact]
    public async Task What_failed_before_its_turn_does_not_keep_its_host_from_being_forgotten()
    {
        (await WaitAsync()).Dispose();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => WaitAsync(cancellationToken: new CancellationToken(canceled: true)));
        _time.Advance(XtreamProviders.Memory + TimeSpan.FromSeconds(1));

        (await WaitAsync("http://other.example.test/")).Dispose();

        Assert.Equal("1 providers", _providers.ToString());
    }

    [Fact]
    public async Task A_source_asks_again_only_after_the_pause_even_when_the_answer_was_an_error()
    {
        await using var server = new LoopbackServer(LoopbackServer.Status(503), LoopbackServer.Ok("[]"));
        using var source = Sources.For(server, _time, new XtreamOptions());
        Assert.Equal(503, (await RecordReader.ReadAsync(source, Datasets.Channels)).Error!.HttpStatus);

        var retry = RecordReader.ReadAsync(source, Datasets.Channels);
        Assert.False(retry.IsCompleted);
        Assert.Single(server.Targets);
        _time.Advance(Interval);

        Assert.Null((await retry).Error);
        Assert.Equal(2, server.Targets.Count);
    }

    [Fact]
    public async Task A_connection_that_closes_without_a_byte_is_not_followed_by_others_at_once()
    {
        await using var server = new LoopbackServer([.. Enumerable.Repeat(Array.Empty<byte>(), 8)]);
        using var source = Sources.For(server);

        var error = (await RecordReader.ReadAsync(source, Datasets.Channels)).Error!;

        Assert.Equal((SyncErrorCode.Network, "the provider closed the connection without an answer"), (error.Code, error.Message));
        Assert.Single(server.Targets);
    }

    [Fact]
    public async Task A_connection_that_was_kept_open_too_long_is_replaced_by_one_new_one()
    {
        // The answer keeps the connection, and then the server closes it.
        await using var server = new LoopbackServer(
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]"u8.ToArray(), LoopbackServer.Ok("[]"));
        using var source = Sources.For(server);

        Assert.Null((await RecordReader.ReadAsync(source, Datasets.Channels)).Error);
        Assert.Null((await RecordReader.ReadAsync(source, Datasets.Channels)).Error);
        Assert.Equal(2, server.Targets.Count);
    }

    [Fact]
    public async Task A_second_request_waits_until_the_body_before_is_disposed()
    {
        await using var server = new LoopbackServer(LoopbackServer.Ok("[]"), LoopbackServer.Ok("[]"));
        using var source = Sources.For(server, _time);
        var bodies = source.OpenAsync(source.Steps[0], CancellationToken.None).GetAsyncEnumerator();
        Assert.True(await bodies.MoveNextAsync());

        var second = RecordReader.ReadAsync(source, Datasets.Channels);
        Assert.Single(server.Targets);
        await bodies.Current.DisposeAsync();

        Assert.Null((await second).Error);
        await bodies.DisposeAsync();
    }

    [Theory]
    [InlineData("127.0.0.1", 0)]
    [InlineData("localhost", 1)]
    public async Task Sources_of_one_host_wait_for_each_other_and_those_of_two_hosts_do_not(string host, int asked)
    {
        await using var one = new LoopbackServer([null]);
        await using var other = new LoopbackServer([null]);
        using var cancel = new CancellationTokenSource();
        using var first = Sources.For(one, _time, providers: _providers);
        using var second = XtreamSource.Create(new XtreamAccount($"http://{host}:{other.Port}", "u", "p"), Sources.Fast(), _time, _providers);

        var running = RecordReader.ReadAsync(first, Datasets.Channels, cancel.Token);
        await one.WaitForRequestAsync();
        var waiting = RecordReader.ReadAsync(second, Datasets.Channels);
        if (asked > 0)
        {
            await other.WaitForRequestAsync();
        }

        Assert.Equal(asked, other.Targets.Count);
        Assert.False(running.IsCompleted);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);

        if (asked == 0)
        {
            await other.WaitForRequestAsync();
        }

        await other.DisposeAsync();
        Assert.Equal(SyncErrorCode.Network, (await waiting).Error!.Code);
    }

    private Task<HostTurn> WaitAsync(
        string address = "http://panel.example.test/",
        TimeSpan? interval = null,
        CancellationToken cancellationToken = default) =>
        _providers.WaitAsync(new Uri(address), new XtreamOptions { RequestInterval = interval ?? Interval }, cancellationToken);
}
