using System.Text;
using DataflowSync.Tests.Engine;
using Microsoft.Extensions.Time.Testing;

namespace DataflowSync.Tests.Telemetry;

[Collection(SignalTests.Name)]
public sealed class MetricTests
{
    [Fact]
    public async Task Items_are_counted_by_outcome_as_the_report_counts_them()
    {
        await using var harness = new SignalHarness();
        await harness.SyncAsync(Thing.List(Thing.Range(1, 100)));
        harness.Heard.Measurements.Clear();
        var body = Thing.List([new Thing(1, "renamed"), .. Thing.Range(2, 94), new Thing(500, "new"), new Thing(500, "new")]);

        var step = (await harness.SyncAsync($"[17,{body[1..]}")).Steps[0];

        Assert.Equal(
            new Dictionary<string, double>
            {
                ["added"] = 1,
                ["updated"] = 1,
                ["unchanged"] = 94,
                ["removed"] = 5,
                ["duplicate"] = 1,
                ["rejected"] = 1,
                ["filtered"] = 0,
                ["discarded"] = 0,
            },
            harness.Heard.Sums("dataflowsync.items", "dataflowsync.item.outcome"));
        Assert.Equal((1, 1, 94, 5, 1, 1), (step.Added, step.Updated, step.Unchanged, step.Removed, step.Duplicates, step.Rejected));
    }

    [Fact]
    public async Task Bytes_are_counted_of_failed_attempts_too_and_retries_by_their_error()
    {
        await using var harness = new SignalHarness();
        var things = Thing.List(Thing.Range(1, 100));
        harness.Source.Check = FailOnce();

        await harness.SyncAsync(things[..^1], things);

        Assert.Equal((things.Length * 2) - 1, Assert.Single(harness.Heard.Sums("dataflowsync.fetch.io", "dataflowsync.step")).Value);
        Assert.Equal(
            new Dictionary<string, double> { ["Network"] = 1, ["Truncated"] = 1 }, harness.Heard.Sums("dataflowsync.retries", "error.type"));
        Assert.Equal(
            new Dictionary<string, double> { [string.Empty] = 1, ["things"] = 1 }, harness.Heard.Sums("dataflowsync.retries", "dataflowsync.step"));
    }

    [Fact]
    public async Task A_batch_tells_its_size_and_a_failed_one_its_error()
    {
        await using var harness = new SignalHarness(configure: options => options.BatchSize = 40);
        await harness.SyncAsync(Thing.List(Thing.Range(1, 100)));

        Assert.Equal([40.0, 40.0, 20.0], harness.Heard.Measurement("dataflowsync.batch.size").Select(measured => measured.Value));
        Assert.All(harness.Heard.Measurement("dataflowsync.batch.duration"), measured => Assert.Null(measured.Tag("error.type")));

        harness.Store.FailsPublish = true;
        await harness.SyncAsync(Thing.List(Thing.Range(1, 101)));

        Assert.Equal([null, "StoreError"], harness.Heard.Measurement("dataflowsync.publish.duration").Select(measured => measured.Tag("error.type")));
    }

    [Fact]
    public async Task Runs_and_steps_tell_their_duration_and_result()
    {
        var time = new FakeTimeProvider();
        await using var harness = new SignalHarness(time);
        harness.Source.Answer("things", _ =>
        {
            time.Advance(TimeSpan.FromSeconds(90));
            throw new SourceException(SyncErrorCode.NotJson, "not JSON");
        });

        await harness.SyncAsync();

        var run = Assert.Single(harness.Heard.Measurement("dataflowsync.run.duration"));
        Assert.Equal((90.0, "Failed", "NotJson"), (run.Value, run.Tag("dataflowsync.result"), run.Tag("error.type")));
        var step = Assert.Single(harness.Heard.Measurement("dataflowsync.step.duration"));
        Assert.Equal((90.0, "Failed", "things"), (step.Value, step.Tag("dataflowsync.result"), step.Tag("dataflowsync.step")));
    }

    [Fact]
    public async Task Blocks_and_runs_are_seen_while_they_are_running_and_not_after()
    {
        await using var harness = new SignalHarness(configure: options => options.BatchSize = 10);
        var body = Encoding.UTF8.GetBytes(Thing.List(Thing.Range(1, 45)));
        var homeBody = new SilentStream(body[..^1]);
        var awayBody = new SilentStream();
        harness.Source.Answer("things", _ => homeBody);
        harness.AwaySource.Answer("things", _ => awayBody);
        var runs = new[] { harness.SyncAsync(), harness.Sync.RunAsync(SignalHarness.Away) };
        await Task.WhenAll(homeBody.Reading, awayBody.Reading).WaitAsync(SignalHarness.LongEnough);

        harness.Heard.Observe();
        Assert.Equal(2, Assert.Single(harness.Heard.Measurement("dataflowsync.run.active")).Value);
        Assert.Equal(
            new Dictionary<string, double> { ["fetch"] = 2, ["parse"] = 8, ["batch"] = 4, ["store"] = 2 },
            harness.Heard.Sums("dataflowsync.block.limit", "dataflowsync.block"));

        harness.Sync.TryCancel(SignalHarness.Home);
        harness.Sync.TryCancel(SignalHarness.Away);
        await Task.WhenAll(runs).WaitAsync(SignalHarness.LongEnough);

        harness.Heard.Observe();
        Assert.Equal(0, Assert.Single(harness.Heard.Measurement("dataflowsync.run.active")).Value);
        Assert.All(harness.Heard.Measurement("dataflowsync.block.limit"), measured => Assert.Equal(0, measured.Value));
        Assert.All(harness.Heard.Measurement("dataflowsync.block.usage"), measured => Assert.Equal(0, measured.Value));
    }

    [Fact]
    public async Task A_slow_store_shows_as_full_blocks_before_it()
    {
        await using var harness = new SignalHarness(configure: options => options.BatchSize = 10);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        harness.Store.BeforeInsert = () => release.Task;

        var run = harness.SyncAsync(Thing.List(Thing.Range(1, 1_000)));
        using var giveUp = new CancellationTokenSource(SignalHarness.LongEnough);
        Dictionary<string, double> usage;
        do
        {
            giveUp.Token.ThrowIfCancellationRequested();
            await Task.Yield();
            harness.Heard.Observe();
            usage = harness.Heard.Sums("dataflowsync.block.usage", "dataflowsync.block");
        }
        while ((usage["store"], usage["batch"], usage["parse"]) is not (1, 2, 4));

        Assert.False(run.IsCompleted);
        release.SetResult();
        Assert.Equal(SyncStatus.Completed, (await run.WaitAsync(SignalHarness.LongEnough)).Status);
    }

    [Fact]
    public async Task The_last_success_is_that_of_the_profile_that_waits_longest_and_survives_a_new_engine()
    {
        var time = new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(1_000_000));
        var step = new SyncStep("of-this-test", new ThingFormat());
        await using var harness = new SignalHarness(time, steps: step);
        harness.AwaySource.Answer(step.Name, "[{\"id\":1}]");
        await harness.Sync.RunAsync(SignalHarness.Away);
        time.Advance(TimeSpan.FromSeconds(100));
        await harness.SyncAsync("[{\"id\":1}]");
        Assert.Equal(1_000_000, LastSuccess());

        time.Advance(TimeSpan.FromSeconds(100));
        await harness.Sync.RunAsync(SignalHarness.Away);
        Assert.Equal(1_000_100, LastSuccess());

        time.Advance(TimeSpan.FromSeconds(100));
        harness.Source.Answer(step.Name, new SourceException(SyncErrorCode.NotJson, "not JSON"));
        var restarted = new SyncEngineBuilder().UseStore(harness.Store).UseTimeProvider(time).AddProfile(SignalHarness.Home, harness.Source).Build();
        await restarted.RunAsync(SignalHarness.Home);
        await harness.Sync.RunAsync(SignalHarness.Away);
        Assert.Equal(1_000_100, LastSuccess());
        GC.KeepAlive(restarted);

        double LastSuccess()
        {
            harness.Heard.Observe();
            return harness.Heard.Sums("dataflowsync.last_success.time", "dataflowsync.step")[step.Name];
        }
    }

    private static Func<CancellationToken, Task<AccountInfo?>> FailOnce()
    {
        var tries = 0;
        return _ => ++tries == 1
            ? throw new SourceException(SyncErrorCode.Network, "connection refused")
            : Task.FromResult<AccountInfo?>(null);
    }
}
