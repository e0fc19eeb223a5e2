using System.Diagnostics;
using DataflowSync.Tests.Engine;

namespace DataflowSync.Tests.Telemetry;

/// <summary>Which spans say that something failed, and which only how it ended.</summary>
[Collection(SignalTests.Name)]
public sealed class OutcomeSpanTests
{
    [Fact]
    public async Task An_error_that_a_retry_made_good_is_on_its_attempt_and_on_nothing_above()
    {
        await using var harness = new SignalHarness();
        var things = Thing.List(Thing.Range(1, 10));

        await harness.SyncAsync(things[..^1], things);

        Assert.Equal(
            [("dataflowsync.attempt", "Truncated"), ("dataflowsync.parse", "Truncated")],
            Failed(harness).Select(span => (span.OperationName, (string)span.GetTagItem("error.type")!)).Order());
        Assert.Equal(["Completed", "Completed", "Completed", "Failed"], Results(harness).Order());
    }

    [Fact]
    public async Task A_run_whose_steps_all_failed_has_the_error_of_the_first_one()
    {
        await using var harness = new SignalHarness();
        harness.Source.Answer("things", new SourceException(SyncErrorCode.NotJson, "not JSON"));

        await harness.SyncAsync();

        Assert.Equal(
            ["dataflowsync.attempt", "dataflowsync.fetch", "dataflowsync.run", "dataflowsync.step"],
            Failed(harness).Select(span => span.OperationName).Order());
        Assert.All(Failed(harness), span => Assert.Equal("NotJson", span.GetTagItem("error.type")));
    }

    [Fact]
    public async Task A_failing_store_is_the_error_of_its_batch_and_not_of_the_stages_it_stopped()
    {
        await using var harness = new SignalHarness();
        harness.Store.FailsInsert = true;

        await harness.SyncAsync(Thing.List(Thing.Range(1, 3_000)));

        Assert.Equal(
            ["dataflowsync.attempt", "dataflowsync.run", "dataflowsync.step", "dataflowsync.store_batch"],
            Failed(harness).Select(span => span.OperationName).Order());
        Assert.All(Failed(harness), span => Assert.Equal("StoreError", span.GetTagItem("error.type")));
    }

    [Fact]
    public async Task A_disk_that_is_full_is_the_error_of_what_was_written_then()
    {
        await using var harness = new SignalHarness();
        harness.Disk.FailsUnder = "dataflowsync.publish.flush";

        await harness.SyncAsync(Thing.List(Thing.Range(1, 100)));

        Assert.Equal(
            ["dataflowsync.attempt", "dataflowsync.publish", "dataflowsync.publish.flush", "dataflowsync.run", "dataflowsync.step"],
            Failed(harness).Select(span => span.OperationName).Order());
        Assert.All(Failed(harness), span => Assert.Equal("StoreError", span.GetTagItem("error.type")));
    }

    [Fact]
    public async Task A_run_that_could_not_open_the_store_has_its_span_its_duration_and_its_reason()
    {
        await using var harness = new SignalHarness();
        harness.Store.FailsOpening = true;

        var report = await harness.SyncAsync("[]");

        var run = Assert.Single(harness.Heard.Ended);
        Assert.Equal(("dataflowsync.run", report.RunId), (run.OperationName, run.GetTagItem("dataflowsync.run.id")));
        Assert.Equal("StoreError", run.GetTagItem("error.type"));
        Assert.Equal("StoreError", Assert.Single(harness.Heard.Measurement("dataflowsync.run.duration")).Tag("error.type"));
        Assert.Equal(["Failed", "RunEnded"], harness.Log.Lines.Select(line => line.Event.Name));
    }

    [Fact]
    public async Task What_breaks_while_a_cancellation_goes_round_is_no_error()
    {
        await using var harness = new SignalHarness();
        harness.Source.Answer("things", _ => new PacedStream("[]"u8.ToArray(), 1, token =>
        {
            harness.Sync.TryCancel(SignalHarness.Home);
            return Task.FromException(new IOException("the socket was closed"));
        }));

        await harness.SyncAsync();

        Assert.Empty(Failed(harness));
        Assert.Equal(["Cancelled", "Cancelled", "Cancelled"], Results(harness));
    }

    [Fact]
    public async Task Cancelling_is_a_result_and_no_error()
    {
        await using var harness = new SignalHarness();
        var silent = new SilentStream("[{\"id\":1}"u8.ToArray());
        harness.Source.Answer("things", _ => silent);

        var run = harness.SyncAsync();
        await silent.Reading.WaitAsync(SignalHarness.LongEnough);
        harness.Sync.TryCancel(SignalHarness.Home);
        await run.WaitAsync(SignalHarness.LongEnough);

        Assert.Empty(Failed(harness));
        Assert.Equal(["Cancelled", "Cancelled", "Cancelled"], Results(harness));
        Assert.Single(harness.Heard.Spans("dataflowsync.fetch"));
    }

    [Fact]
    public async Task A_guarded_fetch_is_a_result_and_no_error()
    {
        await using var harness = new SignalHarness();
        await harness.SyncAsync(Thing.List(Thing.Range(1, 10)));
        harness.Heard.Ended.Clear();

        await harness.SyncAsync("[]");

        Assert.Empty(Failed(harness));
        Assert.Equal(["Guarded", "Guarded", "Partial"], Results(harness).Order());
        Assert.Empty(harness.Heard.Spans("dataflowsync.publish"));
    }

    private static List<Activity> Failed(SignalHarness harness)
    {
        Assert.All(harness.Heard.Ended, span => Assert.Equal(span.GetTagItem("error.type") is not null, span.Status == ActivityStatusCode.Error));
        return [.. harness.Heard.Ended.Where(span => span.Status == ActivityStatusCode.Error)];
    }

    private static IEnumerable<string> Results(SignalHarness harness) =>
        harness.Heard.Ended.Select(span => span.GetTagItem("dataflowsync.result")).OfType<string>();
}
