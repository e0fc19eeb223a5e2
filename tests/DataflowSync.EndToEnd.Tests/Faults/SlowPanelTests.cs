using DataflowSync.EndToEnd.Tests.Setup;
using DataflowSync.Xtream;

namespace DataflowSync.EndToEnd.Tests.Faults;

/// <summary>A panel may take its time, but not for ever between two signs of life. By a clock that only the test moves.</summary>
public sealed class SlowPanelTests : IDisposable
{
    private readonly ManualClock _clock = new();
    private readonly SemaphoreSlim _asked = new(0);

    [Fact]
    public async Task A_first_byte_after_199_seconds_is_in_time()
    {
        await using var fixture = await FrontFixture.StartAsync(time: _clock);
        await fixture.SyncAndChangeAsync();
        fixture.Front.Break("get_vod_streams", async answer =>
        {
            var wait = Task.Delay(TimeSpan.FromSeconds(199), _clock, answer.Stop);
            _asked.Release();
            await wait;
            await answer.PassAsync();
        });

        var run = fixture.SyncMoviesAsync();
        await AskedAsync();
        Assert.False(run.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(199));

        Assert.Equal((StepStatus.Completed, 1), ((await run).Status, (await run).Attempts));
        await fixture.AssertEqualsProviderAsync("movies");
    }

    [Fact]
    public async Task A_first_byte_that_does_not_come_within_200_seconds_is_a_timeout_and_asked_for_again()
    {
        await using var fixture = await FrontFixture.StartAsync(time: _clock);
        await fixture.SyncAndChangeAsync();
        var before = await fixture.ExportAllAsync();
        fixture.Front.Break("get_vod_streams", HangAsync);

        var run = fixture.SyncMoviesAsync();
        for (var request = 0; request < 4 + 3; request++)
        {
            // The whole list four times, then three categories of it.
            await AskedAsync();
            _clock.Advance(TimeSpan.FromSeconds(200));
        }

        var step = await run;
        Assert.Equal((StepStatus.Failed, SyncErrorCode.Timeout, 4), (step.Status, step.Error?.Code, step.Attempts));
        Documents.AssertEqual(before, await fixture.ExportAllAsync());
        await fixture.AssertNextRunIsFineAsync();
    }

    [Fact]
    public async Task A_silence_of_a_minute_inside_a_list_is_a_stall_and_asked_for_again()
    {
        // The clock is pushed until the run ends; the wait for headers must not end by it.
        await using var fixture = await FrontFixture.StartAsync(provider: options => options.HeadersTimeout = TimeSpan.FromHours(24), time: _clock);
        await fixture.SyncAndChangeAsync();
        var before = await fixture.ExportAllAsync();
        fixture.Front.Break("get_vod_streams", async answer =>
        {
            await answer.SendAndAwaitReaderAsync((byte[])[.. "HTTP/1.1 200 OK\r\n\r\n"u8, .. answer.Body[..^1]]);
            await HangAsync(answer);
        });

        var run = fixture.SyncMoviesAsync();
        await AskedAsync();
        while (!run.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromSeconds(60));
            await Task.WhenAny(run, Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System));
        }

        var step = await run;
        Assert.Equal((StepStatus.Failed, SyncErrorCode.Stalled, 4), (step.Status, step.Error?.Code, step.Attempts));
        Documents.AssertEqual(before, await fixture.ExportAllAsync());
        await fixture.AssertNextRunIsFineAsync();
    }

    [Fact]
    public async Task One_byte_a_second_is_slow_but_fine()
    {
        const string List = """[{"stream_id":1,"name":"slow and steady"},{"stream_id":2,"name":"wins the race"},{"stream_id":3,"name":"or at least does not lose it"}]""";
        await using var fixture = await FrontFixture.StartAsync(time: _clock);
        using var clients = new WatchedClients();
        fixture.Front.Break("get_vod_streams", async answer =>
        {
            await clients.SendAsync(answer, "HTTP/1.1 200 OK\r\n\r\n");
            foreach (var letter in List)
            {
                await Task.Delay(TimeSpan.FromSeconds(1), _clock, answer.Stop);
                await clients.SendAsync(answer, $"{letter}");
            }
        });
        using var source = new XtreamSource(fixture.AccountAt(fixture.Front.BaseUrl), fixture.Options, clients, _clock);
        var sync = fixture.Build(builder => builder.AddProfile(FrontFixture.Profile, source));
        var began = _clock.GetUtcNow();

        var run = sync.RunAsync(FrontFixture.Profile, new RunOptions { Steps = ["movies"] });
        await _clock.AdvanceUntilAsync(run, TimeSpan.FromSeconds(1));

        var step = (await run).Steps[0];
        Assert.Equal((StepStatus.Completed, 1, 3), (step.Status, step.Attempts, step.Added));
        Assert.True(_clock.GetUtcNow() - began > TimeSpan.FromSeconds(List.Length - 1));
    }

    [Theory]
    [InlineData("7", 7)]
    [InlineData("Wed, 06 May 2026 07:08:26 GMT", 17)]
    [InlineData("86400", 120)]
    public async Task A_panel_that_names_a_time_is_asked_again_then_but_not_later_than_the_longest_wait(string retryAfter, int seconds)
    {
        await using var fixture = await FrontFixture.StartAsync(time: _clock);
        fixture.Front.Break("get_vod_streams", Harms.Status(429, $"Retry-After: {retryAfter}\r\n"), times: 1);

        var run = fixture.SyncMoviesAsync();
        Assert.Equal(TimeSpan.FromSeconds(seconds), await _clock.PassNextWaitAsync());

        Assert.Equal((StepStatus.Completed, 2), ((await run).Status, (await run).Attempts));
        await fixture.AssertEqualsProviderAsync("movies");
    }

    public void Dispose() => _asked.Dispose();

    private async Task AskedAsync() => Assert.True(await _asked.WaitAsync(SyncFixture.LongEnough));

    /// <summary>Nothing more, until the client goes.</summary>
    private async Task HangAsync(FrontAnswer answer)
    {
        _asked.Release();
        await answer.AwaitEndAsync();
    }
}
