using DataflowSync.EndToEnd.Tests.Setup;
using DataflowSync.Testing;
using DataflowSync.Tests.Shared;

namespace DataflowSync.EndToEnd.Tests;

/// <summary>
/// All that each kind of run tells, as it was approved: its report, its progress events, its log and its spans. What one of them says
/// more, less or otherwise is a change somebody has to read. See <c>docs/testing.md</c>.
/// </summary>
public sealed class OutcomeSnapshotTests
{
    [Fact]
    public async Task A_first_run_that_completes_tells_what_was_approved()
    {
        await using var recorder = await RunRecorder.StartAsync();
        recorder.Fixture.Fail("channel-categories", Fault.Body(
            """[{"category_id":"1","category_name":"News"},{"category_name":"no id"},{"category_id":"1","category_name":"News again"},{"category_id":"2","category_name":"Sports"}]"""));

        var run = await recorder.RunAsync();

        Assert.Equal(SyncStatus.Completed, run.Report.Status);
        Match("success", run);
    }

    [Fact]
    public async Task A_run_with_a_step_that_fails_for_good_tells_what_was_approved()
    {
        await using var recorder = await RunRecorder.StartAsync();
        await recorder.RunAsync();
        recorder.Fixture.Catalog.Channels.Change(5);
        recorder.Fixture.Catalog.Channels.InsertAtTop(3);
        recorder.Fixture.Catalog.Channels.Remove(2);
        recorder.Fixture.Fail("movies", Fault.Status(404));

        var run = await recorder.RunAsync();

        Assert.Equal(SyncStatus.Partial, run.Report.Status);
        Match("partial", run);
    }

    [Fact]
    public async Task A_run_with_a_list_that_shrank_too_much_tells_what_was_approved()
    {
        await using var recorder = await RunRecorder.StartAsync();
        await recorder.RunAsync();
        recorder.Fixture.Catalog.Movies.Remove(100);

        var run = await recorder.RunAsync();

        Assert.Equal(StepStatus.Guarded, run.Report.Steps[3].Status);
        Match("guarded", run);
    }

    [Fact]
    public async Task A_run_whose_third_retry_succeeds_tells_what_was_approved()
    {
        await using var recorder = await RunRecorder.StartAsync();
        recorder.Fixture.Fail("movies", Fault.Status(503));
        recorder.Fixture.Fail("movies", Fault.Status(429, TimeSpan.FromSeconds(7)));
        recorder.Fixture.Fail("movies", Fault.Truncate(0));
        TimeSpan[] waits = [];

        var run = await recorder.RunAsync(async () => waits =
            [await recorder.Clock.PassNextWaitAsync(), await recorder.Clock.PassNextWaitAsync(), await recorder.Clock.PassNextWaitAsync()]);

        Assert.Equal([1, 7, 4], waits.Select(wait => wait.TotalSeconds));
        Match("retried", run);
    }

    [Fact]
    public async Task A_run_cancelled_in_the_middle_tells_what_was_approved()
    {
        await using var recorder = await RunRecorder.StartAsync();

        var run = await recorder.RunCancelledAtPublicationAsync("movies");

        Assert.Equal(SyncStatus.Cancelled, run.Report.Status);
        Match("cancelled", run);
    }

    [Fact]
    public async Task A_run_whose_account_is_refused_tells_what_was_approved()
    {
        await using var recorder = await RunRecorder.StartAsync();
        await recorder.RunAsync();
        recorder.Fixture.Provider.Account.Authorized = false;

        var run = await recorder.RunAsync();

        Assert.Equal(SyncStatus.Failed, run.Report.Status);
        Match("rejected-account", run);
    }

    /// <summary>All four, even where the first differs: who changed something wants to see everything that changed.</summary>
    private static void Match(string outcome, RecordedRun run) => Assert.Multiple(
        () => Approved.Match($"{outcome}.report", RunTexts.Report(run)),
        () => Approved.Match($"{outcome}.progress", RunTexts.Progress(run)),
        () => Approved.Match($"{outcome}.log", RunTexts.Log(run)),
        () => Approved.Match($"{outcome}.spans", RunTexts.Spans(run)));
}
