using System.Text.RegularExpressions;
using DataflowSync.EndToEnd.Tests.Setup;
using DataflowSync.Testing;

namespace DataflowSync.EndToEnd.Tests;

/// <summary>Wherever a run is cancelled, what was published stays as it was, nothing is left lying about, and the next run works.</summary>
public sealed partial class CancellationTests
{
    private readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private InterceptedStore _store = null!;

    [Fact]
    public async Task A_run_cancelled_before_it_begins_asks_nobody()
    {
        await using var fixture = await StartAsync();

        var error = await Assert.ThrowsAsync<SyncCanceledException>(
            () => fixture.Sync.RunAsync(SyncFixture.Profile, cancellationToken: new CancellationToken(canceled: true)));

        Assert.All(error.Report.Steps, step => Assert.Equal(StepStatus.Skipped, step.Status));
        Assert.Empty(fixture.Provider.Requests);
    }

    [Theory]
    [InlineData("account", "Skipped Skipped Skipped Skipped Skipped Skipped")]
    [InlineData("movies", "Completed Completed Completed Cancelled Skipped Skipped")]
    public async Task A_run_cancelled_before_an_answer_comes_waits_for_none(string target, string expected)
    {
        await using var fixture = await StartAsync();
        fixture.Fail(target, Fault.Delay(TimeSpan.FromDays(1)));

        var report = await CancelAsync(fixture, fixture.Provider.WaitForRequestAsync(request => request.Fault is not null));

        Assert.Equal(expected, string.Join(' ', report.Steps.Select(step => step.Status)));
        await AssertTidyAndGoesOnAsync(fixture);
    }

    [Fact]
    public async Task A_run_cancelled_between_two_steps_skips_the_rest()
    {
        await using var fixture = await StartAsync();
        var log = new ProgressLog(moment =>
        {
            if (moment.Steps[2].Status is not null)
            {
                fixture.Sync.TryCancel(SyncFixture.Profile);
            }
        });

        var report = await fixture.SyncAsync(progress: log);

        Assert.Equal("Completed Completed Completed Skipped Skipped Skipped", string.Join(' ', report.Steps.Select(step => step.Status)));
        Assert.Equal((SyncStatus.Cancelled, 50, "Sync cancelled"), (report.Status, report.Progress, log.Events[^1].CurrentStep));
        Assert.Equal(4, fixture.Provider.Requests.Count);
        await AssertTidyAndGoesOnAsync(fixture);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_run_cancelled_during_a_body_keeps_what_was_published(bool isResync)
    {
        await using var fixture = await StartAsync();
        await PrepareAsync(fixture, isResync);
        var before = await fixture.ExportAllAsync();
        fixture.Fail("movies", Fault.Stall(40_000));

        var report = await CancelAsync(fixture, fixture.Provider.WaitForRequestAsync(request => request.Outcome == FakeRequestOutcome.Stalled));

        Assert.Equal((StepStatus.Cancelled, SyncErrorCode.Cancelled), (report.Steps[3].Status, report.Steps[3].Error!.Code));
        Assert.Equal(report.Steps[3].Received, report.Steps[3].Discarded);
        Documents.AssertEqual("movies", before["movies"], await fixture.ExportAsync("movies"));
        await AssertTidyAndGoesOnAsync(fixture);
    }

    [Fact]
    public async Task A_run_cancelled_during_an_insertion_leaves_no_half_dataset()
    {
        await using var fixture = await StartAsync();
        await PrepareAsync(fixture, isResync: false);
        _store.BeforeInsert = HoldMoviesAsync;

        var report = await CancelAsync(fixture, _held.Task);

        Assert.Equal(StepStatus.Cancelled, report.Steps[3].Status);
        Assert.Empty(await fixture.ExportAsync("movies"));
        await AssertTidyAndGoesOnAsync(fixture);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_run_cancelled_during_a_publication_publishes_nothing(bool isResync)
    {
        await using var fixture = await StartAsync();
        await PrepareAsync(fixture, isResync);
        var before = await fixture.ExportAsync("movies");
        var files = fixture.Files().Where(name => name.StartsWith("movies.", StringComparison.Ordinal)).ToList();
        _store.BeforePublish = HoldMoviesAsync;

        var report = await CancelAsync(fixture, _held.Task);

        Assert.Equal((StepStatus.Cancelled, before.Count), (report.Steps[3].Status, report.Steps[3].Items));
        Documents.AssertEqual("movies", before, await fixture.ExportAsync("movies"));
        Assert.Equal(files, fixture.Files().Where(name => name.StartsWith("movies.", StringComparison.Ordinal)));
        await AssertTidyAndGoesOnAsync(fixture);
    }

    [Fact]
    public async Task A_run_cancelled_during_the_wait_for_a_retry_ends_at_once()
    {
        var clock = new ManualClock();
        await using var fixture = await SyncFixture.StartAsync(engine: engine => engine.RetryDelay = TimeSpan.FromSeconds(1), time: clock);
        fixture.Fail("channels", Fault.Status(503), times: null);

        var report = await CancelAsync(fixture, clock.NextWaitAsync());

        Assert.Equal((StepStatus.Cancelled, 1), (report.Steps[1].Status, report.Steps[1].Attempts));
        Assert.Single(fixture.Provider.Requests, request => request.Action == "get_live_streams");
    }

    /// <summary>Cancels a run by its token when something happened.</summary>
    private static async Task<SyncReport> CancelAsync(SyncFixture fixture, Task happened)
    {
        using var cancel = new CancellationTokenSource();
        var run = fixture.Sync.RunAsync(SyncFixture.Profile, cancellationToken: cancel.Token);
        await happened.WaitAsync(SyncFixture.LongEnough);
        await cancel.CancelAsync();

        var report = (await Assert.ThrowsAsync<SyncCanceledException>(() => run.WaitAsync(SyncFixture.LongEnough))).Report;
        Assert.Equal(SyncStatus.Cancelled, report.Status);
        Conservation.Assert(report);
        Assert.Equal(report.RunId, (await fixture.Sync.GetStatusAsync(SyncFixture.Profile)).Reports[0].RunId);
        return report;
    }

    private static async Task PrepareAsync(SyncFixture fixture, bool isResync)
    {
        await fixture.SyncAsync(new RunOptions { Steps = isResync ? null : ["channels"] });
        fixture.Catalog.Movies.Change(40);
        fixture.Catalog.Movies.InsertAtTop(30);
        fixture.Catalog.Movies.Remove(20);
    }

    private async Task HoldMoviesAsync(string dataset, CancellationToken cancellationToken)
    {
        if (dataset == "movies")
        {
            _held.TrySetResult();
            await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
        }
    }

    private async Task AssertTidyAndGoesOnAsync(SyncFixture fixture)
    {
        Assert.All(fixture.Files(), name => Assert.Matches(Documented(), name));
        _store.BeforeInsert = _store.BeforePublish = (_, _) => Task.CompletedTask;

        Assert.Equal(SyncStatus.Completed, (await fixture.SyncAsync()).Status);
        await fixture.AssertEqualsProviderAsync();
    }

    private Task<SyncFixture> StartAsync() => SyncFixture.StartAsync(store: inner => _store = new InterceptedStore(inner));

    /// <summary>The files a profile is said to have, without those of a build.</summary>
    [GeneratedRegex(@"^(sync\.lock|pointer\.json|history\.json|[a-z-]+\.[0-9]+(\.overlay)?\.(db|index)(\.sums)?)$")]
    private static partial Regex Documented();
}
