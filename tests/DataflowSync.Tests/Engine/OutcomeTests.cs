using Microsoft.Extensions.Time.Testing;

namespace DataflowSync.Tests.Engine;

public sealed class OutcomeTests
{
    private static readonly SyncStep[] SixSteps = [.. "abcdef".Select(letter => new SyncStep($"step-{letter}", new ThingFormat()))];

    [Fact]
    public async Task Steps_run_in_order_after_one_account_check_and_all_of_them_complete()
    {
        var source = SixAnswers();
        await using var harness = new EngineHarness(source);

        var report = await harness.Sync.RunAsync(EngineHarness.Profile);

        Assert.Equal(["check", "step-a", "step-b", "step-c", "step-d", "step-e", "step-f"], source.Opened);
        Assert.Equal(SyncStatus.Completed, report.Status);
        Assert.Equal(100, report.Progress);
        Assert.Equal(6, report.Steps.Count(step => step is { Status: StepStatus.Completed, Added: 10, Items: 10, Attempts: 1 }));
        Assert.Empty(report.Errors);
        Assert.Equal("Active", report.Account?.Status);
    }

    [Fact]
    public async Task A_failed_step_ends_nothing_and_its_error_is_kept_with_the_others()
    {
        var source = SixAnswers("step-b", "step-e")
            .Answer("step-b", new SourceException(SyncErrorCode.NotJson, "not JSON"))
            .Answer("step-e", new SourceException(new SyncError(SyncErrorCode.HttpStatus, "provider answered 503", 503)));
        await using var harness = new EngineHarness(source);

        var report = await harness.Sync.RunAsync(EngineHarness.Profile);

        Assert.Equal(SyncStatus.Partial, report.Status);
        Assert.Equal(100, report.Progress);
        Assert.Equal(["step-b: not JSON", "step-e: provider answered 503 (4 attempts)"], report.Errors);
        Assert.Equal([1, 4], report.Steps.Where(step => step.Status == StepStatus.Failed).Select(step => step.Attempts));
        Assert.Equal(4, report.Steps.Count(step => step.Status == StepStatus.Completed));
    }

    [Fact]
    public async Task A_body_that_breaks_off_is_fetched_again_and_the_report_counts_the_last_attempt()
    {
        var source = new ScriptedSource();
        var whole = Thing.List(Thing.Range(1, 100));
        source.Answer("things", whole[..(whole.Length / 2)]);
        await using var harness = new EngineHarness(source);

        var report = await harness.SyncBodyAsync(whole);

        Assert.Equal(StepStatus.Completed, report.Status);
        Assert.Equal((2, 100, 100), (report.Attempts, report.Received, report.Added));
        Assert.Equal(100, (await harness.ExportAsync()).Count);
    }

    [Fact]
    public async Task A_list_without_an_end_of_its_own_that_breaks_off_is_no_list()
    {
        var source = new ScriptedSource(new SyncStep("things", new LineFormat()));
        await using var harness = new EngineHarness(source, options => options.Retries = 0);
        var whole = await harness.SyncBodyAsync("a\nb\nc\n");
        source.Answer("things", _ => new BreakingStream("a\nb\n"u8.ToArray()));

        var report = await harness.Sync.RunAsync(EngineHarness.Profile);

        Assert.Equal((StepStatus.Completed, 3), (whole.Status, whole.Added));
        Assert.Equal((StepStatus.Failed, SyncErrorCode.Truncated, 2), (report.Steps[0].Status, report.Steps[0].Error!.Code, report.Steps[0].Discarded));
        Assert.Equal(3, report.Steps[0].Items);
    }

    [Fact]
    public async Task What_the_source_tolerated_in_a_body_is_a_warning_of_its_step()
    {
        var source = new ScriptedSource();
        source.BodyWarnings.Add("encoding: tolerated");
        await using var harness = new EngineHarness(source);

        var report = await harness.SyncAsync(Thing.Range(1, 3));

        Assert.Equal(["encoding: tolerated"], report.Warnings);
    }

    [Fact]
    public async Task A_body_that_always_breaks_off_publishes_nothing_and_loses_nothing()
    {
        var source = new ScriptedSource();
        await using var harness = new EngineHarness(source);
        await harness.SyncAsync(Thing.Range(1, 100));
        var before = await harness.ExportAsync();

        var next = Thing.List(Thing.Range(50, 100));
        var report = await harness.SyncBodyAsync(next[..^1]);

        Assert.Equal((StepStatus.Failed, SyncErrorCode.Truncated), (report.Status, report.Error!.Code));
        Assert.Equal((4, 100, 100), (report.Attempts, report.Received, report.Discarded));
        Assert.Equal(100, report.Items);
        Assert.Equal(before, await harness.ExportAsync());
    }

    [Fact]
    public async Task A_rejected_account_skips_every_step_and_touches_nothing()
    {
        var source = SixAnswers();
        source.Check = _ => throw new SourceException(SyncErrorCode.AuthRejected, "user name or password was refused");
        await using var harness = new EngineHarness(source);

        var report = await harness.Sync.RunAsync(EngineHarness.Profile);

        Assert.Equal((SyncStatus.Failed, 0, SyncErrorCode.AuthRejected), (report.Status, report.Progress, report.Error!.Code));
        Assert.All(report.Steps, step => Assert.Equal(StepStatus.Skipped, step.Status));
        Assert.Equal(6, report.Steps.Count);
        Assert.Equal(["check"], source.Opened);
        Assert.Equal(["account: user name or password was refused"], report.Errors);
    }

    [Fact]
    public async Task An_account_that_expires_between_two_steps_ends_the_run_and_keeps_what_was_published()
    {
        var source = SixAnswers("step-c").Answer("step-c", new SourceException(SyncErrorCode.AccountInactive, "the account is Expired"));
        await using var harness = new EngineHarness(source);

        var report = await harness.Sync.RunAsync(EngineHarness.Profile);

        Assert.Equal(SyncStatus.Failed, report.Status);
        Assert.Equal(SyncErrorCode.AccountInactive, report.Error!.Code);
        Assert.Equal("Completed Completed Failed Skipped Skipped Skipped", string.Join(' ', report.Steps.Select(step => step.Status)));
        Assert.Equal(1, report.Steps[2].Attempts);
        Assert.Equal(10, (await harness.ExportAsync("step-a")).Count);
    }

    [Fact]
    public async Task An_account_check_that_fails_in_transit_is_tried_again()
    {
        var source = SixAnswers();
        var tries = 0;
        source.Check = _ => ++tries < 3
            ? throw new SourceException(SyncErrorCode.Network, "connection refused")
            : Task.FromResult<AccountInfo?>(new AccountInfo("Active"));
        await using var harness = new EngineHarness(source);

        Assert.Equal(SyncStatus.Completed, (await harness.Sync.RunAsync(EngineHarness.Profile)).Status);
        Assert.Equal(3, tries);
    }

    [Fact]
    public async Task Only_the_steps_asked_for_run_in_the_order_of_the_source()
    {
        var source = SixAnswers();
        await using var harness = new EngineHarness(source);

        var report = await harness.Sync.RunAsync(EngineHarness.Profile, new RunOptions { Steps = ["step-e", "step-b"] });

        Assert.Equal(["check", "step-b", "step-e"], source.Opened);
        Assert.Equal(100, report.Progress);
        await Assert.ThrowsAsync<ArgumentException>(() => harness.Sync.RunAsync(EngineHarness.Profile, new RunOptions { Steps = ["nope"] }));
    }

    [Fact]
    public async Task An_empty_list_after_a_good_sync_is_held_back_until_it_comes_again()
    {
        await using var harness = new EngineHarness(new ScriptedSource());
        await harness.SyncAsync(Thing.Range(1, 10));

        var first = await harness.SyncBodyAsync("[]");
        Assert.Equal(StepStatus.Guarded, first.Status);
        Assert.Equal(10, (await harness.ExportAsync()).Count);
        Assert.Single((await harness.Sync.GetStatusAsync(EngineHarness.Profile)).Guards);

        var second = await harness.SyncBodyAsync("[]");
        Assert.Equal((StepStatus.Completed, 10), (second.Status, second.Removed));
        Assert.Empty(await harness.ExportAsync());
        Assert.Empty((await harness.Sync.GetStatusAsync(EngineHarness.Profile)).Guards);
    }

    [Fact]
    public async Task A_guarded_fetch_counts_what_it_read_as_discarded()
    {
        await using var harness = new EngineHarness(new ScriptedSource());
        await harness.SyncAsync(Thing.Range(1, 1_000));

        var report = await harness.SyncAsync(Thing.Range(1, 100));

        Assert.Equal((StepStatus.Guarded, 100, 100, 0), (report.Status, report.Received, report.Discarded, report.Removed));
        Assert.Equal(1_000, report.Items);
    }

    [Fact]
    public async Task Consent_publishes_a_shrink_at_once()
    {
        await using var harness = new EngineHarness(new ScriptedSource());
        await harness.SyncAsync(Thing.Range(1, 1_000));

        var report = await harness.SyncBodyAsync(Thing.List(Thing.Range(1, 100)), new RunOptions { AcceptShrink = ["things"] });

        Assert.Equal((StepStatus.Completed, 900), (report.Status, report.Removed));
    }

    [Fact]
    public async Task A_silent_body_is_given_up_after_the_idle_deadline()
    {
        var time = new FakeTimeProvider();
        var silent = new SilentStream();
        var source = new ScriptedSource().Answer("things", _ => silent);
        await using var harness = new EngineHarness(source, options => options.Retries = 0, time);

        var run = harness.Sync.RunAsync(EngineHarness.Profile);
        await silent.Reading.WaitAsync(TimeSpan.FromSeconds(30));
        while (!run.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(10));
            await Task.Yield();
        }

        Assert.Equal(SyncErrorCode.Stalled, (await run).Steps[0].Error!.Code);
    }

    [Fact]
    public async Task A_source_that_throws_what_its_libraries_throw_is_tried_again()
    {
        Exception[] faults = [new TaskCanceledException("a deadline of its own"), new IOException("reset"), new System.Net.Sockets.SocketException(111)];
        var source = new ScriptedSource();
        foreach (var fault in faults)
        {
            source.Answer("things", _ => throw fault);
        }

        await using var harness = new EngineHarness(source);

        Assert.Equal((StepStatus.Completed, 4), await harness.SyncAsync(Thing.Range(1, 3)) is var step ? (step.Status, step.Attempts) : default);
    }

    [Fact]
    public async Task An_account_check_that_gives_up_by_itself_is_a_timeout_and_no_cancellation()
    {
        var source = SixAnswers();
        source.Check = _ => throw new TaskCanceledException("HttpClient.Timeout");
        await using var harness = new EngineHarness(source);

        var report = await harness.Sync.RunAsync(EngineHarness.Profile);

        Assert.Equal((SyncStatus.Failed, SyncErrorCode.Timeout), (report.Status, report.Error!.Code));
    }

    [Fact]
    public async Task A_store_that_cannot_be_opened_is_a_failed_report()
    {
        var source = SixAnswers();
        await using var harness = new EngineHarness(source);
        File.WriteAllText(Path.Combine(harness.DataDirectory, EngineHarness.Profile), "a file where the profile's directory should be");

        var report = await harness.Sync.RunAsync(EngineHarness.Profile);

        Assert.Equal((SyncStatus.Failed, SyncErrorCode.StoreError), (report.Status, report.Error!.Code));
        Assert.Empty(source.Opened);
    }

    [Fact]
    public async Task A_defect_in_a_format_is_an_internal_error_of_its_step_and_no_exception()
    {
        var source = new ScriptedSource(new SyncStep("things", new UpperCaseFormat(1))).Answer("things", "[{\"id\":\"no number\"}]");
        await using var harness = new EngineHarness(source);

        var report = await harness.Sync.RunAsync(EngineHarness.Profile);

        Assert.Equal(SyncErrorCode.Internal, report.Steps[0].Error!.Code);
        Assert.Equal(SyncStatus.Failed, report.Status);
    }

    [Fact]
    public async Task The_last_fifty_reports_and_the_time_of_success_are_kept()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 5, 6, 7, 8, 9, TimeSpan.Zero));
        await using var harness = new EngineHarness(new ScriptedSource(), timeProvider: time);
        for (var run = 0; run < 52; run++)
        {
            await harness.SyncAsync(Thing.Range(1, 3));
        }

        var history = await harness.Sync.GetStatusAsync(EngineHarness.Profile);

        Assert.Equal(50, history.Reports.Count);
        Assert.Equal(time.GetUtcNow(), history.LastSuccess["things"]);
        Assert.Equal(3, history.Reports[0].Steps[0].Unchanged);
    }

    [Fact]
    public async Task A_profile_that_was_not_registered_is_unknown()
    {
        await using var harness = new EngineHarness(SixAnswers());

        await Assert.ThrowsAsync<UnknownProfileException>(() => harness.Sync.RunAsync("other"));
    }

    private static ScriptedSource SixAnswers(params string[] but)
    {
        var source = new ScriptedSource(SixSteps);
        foreach (var step in SixSteps.Where(step => !but.Contains(step.Name)))
        {
            source.Answer(step.Name, Thing.List(Thing.Range(1, 10)));
        }

        return source;
    }
}
