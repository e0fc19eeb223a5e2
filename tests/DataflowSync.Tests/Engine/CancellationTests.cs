using System.Text;

namespace DataflowSync.Tests.Engine;

public sealed class CancellationTests
{
    private static readonly TimeSpan LongEnough = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_token_cancelled_before_the_start_is_a_cancelled_report_with_every_step_skipped()
    {
        await using var harness = new EngineHarness(new ScriptedSource().Answer("things", "[]"));

        var error = await Assert.ThrowsAsync<SyncCanceledException>(
            () => harness.Sync.RunAsync(EngineHarness.Profile, cancellationToken: new CancellationToken(canceled: true)));

        Assert.Equal(SyncStatus.Cancelled, error.Report.Status);
        Assert.All(error.Report.Steps, step => Assert.Equal(StepStatus.Skipped, step.Status));
    }

    [Fact]
    public async Task Cancelling_a_resync_keeps_what_is_published()
    {
        var source = new ScriptedSource();
        await using var harness = new EngineHarness(source);
        await harness.SyncAsync(Thing.Range(1, 100));
        var before = await harness.ExportAsync();
        var silent = new SilentStream(Encoding.UTF8.GetBytes(Thing.List(Thing.Range(50, 5_000)))[..^100]);
        source.Answer("things", _ => silent);

        var run = harness.Sync.RunAsync(EngineHarness.Profile);
        await silent.Reading.WaitAsync(LongEnough);
        harness.Sync.TryCancel(EngineHarness.Profile);

        Assert.Equal(StepStatus.Cancelled, (await run.WaitAsync(LongEnough)).Steps[0].Status);
        Assert.Equal(before, await harness.ExportAsync());
    }

    [Fact]
    public async Task Cancelling_by_token_in_the_middle_of_a_body_throws_with_the_report()
    {
        using var cancel = new CancellationTokenSource();
        var silent = new SilentStream(Encoding.UTF8.GetBytes(Thing.List(Thing.Range(1, 2_000))[..^10]));
        await using var harness = new EngineHarness(new ScriptedSource().Answer("things", _ => silent));

        var run = harness.Sync.RunAsync(EngineHarness.Profile, cancellationToken: cancel.Token);
        await silent.Reading.WaitAsync(LongEnough);
        await cancel.CancelAsync();

        var error = await Assert.ThrowsAsync<SyncCanceledException>(() => run.WaitAsync(LongEnough));
        var step = Assert.Single(error.Report.Steps);
        Assert.Equal((StepStatus.Cancelled, SyncErrorCode.Cancelled), (step.Status, step.Error!.Code));
        Assert.Equal(step.Received, step.Discarded);
        Assert.Empty(await harness.ExportAsync());
    }

    [Fact]
    public async Task TryCancel_ends_the_run_with_a_cancelled_report_and_the_next_run_works()
    {
        var silent = new SilentStream("[{\"id\":1}"u8.ToArray());
        var source = new ScriptedSource().Answer("things", _ => silent);
        await using var harness = new EngineHarness(source);
        Assert.False(harness.Sync.TryCancel(EngineHarness.Profile));

        var run = harness.Sync.RunAsync(EngineHarness.Profile);
        await silent.Reading.WaitAsync(LongEnough);
        Assert.True(harness.Sync.TryCancel(EngineHarness.Profile));

        Assert.Equal(SyncStatus.Cancelled, (await run.WaitAsync(LongEnough)).Status);
        var next = await harness.SyncBodyAsync("[{\"id\":1,\"name\":\"a\"}]");
        Assert.Equal(StepStatus.Completed, next.Status);
    }

    [Fact]
    public async Task A_second_run_of_a_profile_is_refused_while_the_first_goes_on()
    {
        var silent = new SilentStream();
        await using var harness = new EngineHarness(new ScriptedSource().Answer("things", _ => silent));
        var run = harness.Sync.RunAsync(EngineHarness.Profile);
        await silent.Reading.WaitAsync(LongEnough);

        await Assert.ThrowsAsync<ProfileBusyException>(() => harness.Sync.RunAsync(EngineHarness.Profile));

        harness.Sync.TryCancel(EngineHarness.Profile);
        await run.WaitAsync(LongEnough);
    }

    [Fact]
    public async Task Watchers_see_the_first_and_the_last_event_of_a_run()
    {
        await using var harness = new EngineHarness(new ScriptedSource().Answer("things", Thing.List(Thing.Range(1, 10))));
        using var stop = new CancellationTokenSource(LongEnough);
        await using var mine = harness.Sync.WatchAsync(EngineHarness.Profile, stop.Token).GetAsyncEnumerator(stop.Token);
        await using var everyones = harness.Sync.WatchAllAsync(stop.Token).GetAsyncEnumerator(stop.Token);
        var callbacks = new List<SyncProgress>();

        await harness.Sync.RunAsync(EngineHarness.Profile, progress: new Listener(callbacks.Add));

        var seen = await UntilTheEndAsync(mine);
        Assert.Equal("Starting sync...", seen[0].CurrentStep);
        Assert.Contains(seen, moment => moment.CurrentStep == "Syncing things...");
        Assert.Equal(seen, await UntilTheEndAsync(everyones));
        Assert.Equal("Starting sync...", callbacks[0].CurrentStep);
        Assert.Equal("Sync completed successfully", callbacks[^1].CurrentStep);
        Assert.Equal(callbacks.Select(moment => moment.Progress).Order(), callbacks.Select(moment => moment.Progress));
    }

    [Fact]
    public async Task A_watcher_that_reads_nothing_for_many_runs_still_gets_the_end_of_each()
    {
        await using var harness = new EngineHarness(new ScriptedSource().Answer("things", "[]"));
        using var stop = new CancellationTokenSource(LongEnough);
        await using var slow = harness.Sync.WatchAllAsync(stop.Token).GetAsyncEnumerator(stop.Token);

        for (var run = 0; run < 20; run++)
        {
            await harness.Sync.RunAsync(EngineHarness.Profile);
        }

        for (var run = 0; run < 20; run++)
        {
            await UntilTheEndAsync(slow);
        }
    }

    [Fact]
    public async Task A_listener_that_throws_breaks_nothing()
    {
        await using var harness = new EngineHarness(new ScriptedSource().Answer("things", "[]"));

        var report = await harness.Sync.RunAsync(EngineHarness.Profile, progress: new Listener(_ => throw new InvalidOperationException("mine")));

        Assert.Equal(SyncStatus.Completed, report.Status);
    }

    private static async Task<List<SyncProgress>> UntilTheEndAsync(IAsyncEnumerator<SyncProgress> watch)
    {
        var seen = new List<SyncProgress>();
        do
        {
            Assert.True(await watch.MoveNextAsync());
            seen.Add(watch.Current);
        }
        while (watch.Current.Status is null);

        return seen;
    }

    private sealed class Listener(Action<SyncProgress> report) : IProgress<SyncProgress>
    {
        public void Report(SyncProgress value) => report(value);
    }
}
