using DataflowSync.Xtream.Http;
using Microsoft.Extensions.Time.Testing;

namespace DataflowSync.Xtream.Tests;

public sealed class PacingTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task The_first_request_does_not_wait()
    {
        var pacer = new RequestPacer(Interval, _time);

        Assert.True(pacer.WaitAsync(CancellationToken.None).IsCompletedSuccessfully);
        await Task.CompletedTask;
    }

    [Fact]
    public async Task The_pause_begins_with_the_end_of_the_answer_before()
    {
        var pacer = new RequestPacer(Interval, _time);
        var first = await pacer.WaitAsync(CancellationToken.None);
        _time.Advance(TimeSpan.FromHours(1));
        var second = pacer.WaitAsync(CancellationToken.None);
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
        var pacer = new RequestPacer(Interval, _time);
        (await pacer.WaitAsync(CancellationToken.None)).Dispose();
        _time.Advance(Interval);

        Assert.True(pacer.WaitAsync(CancellationToken.None).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task A_cancelled_wait_gives_its_turn_to_the_next_one()
    {
        var pacer = new RequestPacer(Interval, _time);
        (await pacer.WaitAsync(CancellationToken.None)).Dispose();
        using var cancel = new CancellationTokenSource();
        var cancelled = pacer.WaitAsync(cancel.Token);
        var next = pacer.WaitAsync(CancellationToken.None);

        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        _time.Advance(Interval);

        (await next).Dispose();
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
}
