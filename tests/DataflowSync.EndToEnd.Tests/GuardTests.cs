using DataflowSync.EndToEnd.Tests.Setup;
using DataflowSync.Testing;

namespace DataflowSync.EndToEnd.Tests;

/// <summary>What was held back, and what lets it pass: a second fetch like it, or consent to it.</summary>
public sealed class GuardTests
{
    private const string Step = "channels";

    [Fact]
    public async Task The_next_fetch_within_five_percent_publishes_and_a_different_one_is_held_back_anew()
    {
        await using var fixture = await StartAsync();
        fixture.Catalog.Channels.Remove(120); // 80 stay.
        await AssertHeldAsync(fixture, 80);

        fixture.Catalog.Channels.Add(5);
        await AssertHeldAsync(fixture, 85);
        fixture.Restart();
        fixture.Catalog.Channels.Remove(4);
        var step = await fixture.SyncStepAsync(Step);

        Assert.Equal((StepStatus.Completed, 81, 81), (step.Status, step.Items, step.Added + step.Unchanged));
        Assert.Null(await GuardAsync(fixture));
        await fixture.AssertEqualsProviderAsync(Step);
    }

    [Fact]
    public async Task A_second_fetch_that_comes_too_early_does_not_publish()
    {
        var clock = new ManualClock();
        await using var fixture = await StartAsync(engine => engine.GuardMinimumAge = TimeSpan.FromMinutes(10), clock);
        var began = clock.GetUtcNow();
        fixture.Catalog.Channels.Clear();
        await AssertHeldAsync(fixture, 0);

        clock.Advance(TimeSpan.FromMinutes(9));
        await AssertHeldAsync(fixture, 0);
        Assert.Equal(began, (await GuardAsync(fixture))!.At);

        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal((StepStatus.Completed, 200, 0), await fixture.SyncStepAsync(Step) is var step ? (step.Status, step.Removed, step.Items) : default);
        await fixture.AssertEqualsProviderAsync(Step);
    }

    [Fact]
    public async Task A_failed_fetch_leaves_what_was_held_back()
    {
        await using var fixture = await StartAsync();
        fixture.Catalog.Channels.Clear();
        await AssertHeldAsync(fixture, 0);
        var held = await GuardAsync(fixture);

        foreach (var fault in new[] { Fault.Status(404), Fault.Body("null"), Fault.Body("false"), Fault.Body("["), Fault.Reset(0) })
        {
            fixture.Fail(Step, fault, times: fault.ToString().Contains("status", StringComparison.Ordinal) ? 1 : 4);
            Assert.Equal(StepStatus.Failed, (await fixture.SyncStepAsync(Step)).Status);
            fixture.Provider.Faults.Clear();
            Assert.Equal(held, await GuardAsync(fixture));
        }

        fixture.Fail("account", Fault.Status(403));
        Assert.Equal(SyncStatus.Failed, (await fixture.SyncAsync()).Status);
        Assert.Equal(held, await GuardAsync(fixture));
        Assert.Equal((StepStatus.Completed, 200), await fixture.SyncStepAsync(Step) is var step ? (step.Status, step.Removed) : default);
    }

    [Fact]
    public async Task A_whole_list_clears_what_was_held_back()
    {
        await using var fixture = await StartAsync();
        Assert.Equal(StepStatus.Guarded, (await fixture.SyncBodyAsync(Step, "[]")).Status);

        Assert.Equal((StepStatus.Completed, 200), await fixture.SyncStepAsync(Step) is var whole ? (whole.Status, whole.Unchanged) : default);
        Assert.Null(await GuardAsync(fixture));

        Assert.Equal(StepStatus.Guarded, (await fixture.SyncBodyAsync(Step, "[]")).Status);
        await fixture.AssertEqualsProviderAsync(Step);
    }

    [Fact]
    public async Task Consent_is_to_what_was_held_back_and_used_once()
    {
        await using var fixture = await StartAsync();
        fixture.Catalog.Channels.Remove(80); // 120 stay.
        await AssertHeldAsync(fixture, 120);

        // Something else comes than what was consented to.
        Assert.Equal(StepStatus.Guarded, (await ConsentAsync(fixture, "[]")).Status);
        Assert.Equal(0, (await GuardAsync(fixture))!.Count);
        Assert.Equal(StepStatus.Guarded, (await ConsentAsync(fixture)).Status);
        Assert.Equal(120, (await GuardAsync(fixture))!.Count);

        Assert.Equal((StepStatus.Completed, 80), await ConsentAsync(fixture) is var step ? (step.Status, step.Removed) : default);
        Assert.Null(await GuardAsync(fixture));
        await fixture.AssertEqualsProviderAsync(Step);

        fixture.Catalog.Channels.Remove(60);
        await AssertHeldAsync(fixture, 60);
    }

    [Fact]
    public async Task Consent_does_not_wait_for_the_minimum_age()
    {
        await using var fixture = await StartAsync(engine => engine.GuardMinimumAge = TimeSpan.FromDays(1), new ManualClock());
        fixture.Catalog.Channels.Clear();
        await AssertHeldAsync(fixture, 0);

        Assert.Equal((StepStatus.Completed, 200), await ConsentAsync(fixture) is var step ? (step.Status, step.Removed) : default);
    }

    [Fact]
    public async Task Consent_to_one_step_is_none_to_another()
    {
        await using var fixture = await StartAsync();
        await fixture.SyncAsync();
        fixture.Catalog.Channels.Clear();
        fixture.Catalog.Movies.Clear();

        var report = await fixture.SyncAsync(new RunOptions { AcceptShrink = ["movies"] });

        Assert.Equal((StepStatus.Guarded, StepStatus.Completed), (report.Steps[1].Status, report.Steps[3].Status));
        Assert.Equal((200, 0), (report.Steps[1].Items, report.Steps[3].Items));
    }

    [Fact]
    public async Task Records_that_all_fail_to_become_items_pass_by_consent_alone()
    {
        await using var fixture = await StartAsync();
        const string Strangers = """[{"id":1},{"id":2},{"id":3}]""";

        for (var time = 0; time < 3; time++)
        {
            var held = await fixture.SyncBodyAsync(Step, Strangers);
            Assert.Equal((StepStatus.Guarded, 3, 3, 200), (held.Status, held.Received, held.Rejected, held.Items));
        }

        Assert.Equal((StepStatus.Completed, 200), await ConsentAsync(fixture, Strangers) is var step ? (step.Status, step.Removed) : default);
        Assert.Empty(await fixture.ExportAsync(Step));
    }

    [Fact]
    public async Task Records_that_all_fail_to_become_items_are_held_back_by_a_first_sync_too()
    {
        await using var fixture = await SyncFixture.StartAsync();

        var step = await fixture.SyncBodyAsync(Step, """[{"id":1},7]""");

        Assert.Equal((StepStatus.Guarded, 2, 2, 0), (step.Status, step.Received, step.Rejected, step.Items));
        Assert.Equal(StepStatus.Completed, (await fixture.SyncStepAsync(Step)).Status);
        await fixture.AssertEqualsProviderAsync(Step);
    }

    [Fact]
    public async Task Another_category_filter_is_no_shrink_but_an_empty_list_behind_it_is()
    {
        await using var fixture = await StartAsync();
        var category = $"{fixture.Catalog.ChannelCategories.Ids[0]}";
        var filter = new RunOptions { Steps = [Step], Categories = new Dictionary<string, IReadOnlyCollection<string>> { [Step] = [category] } };

        var narrow = (await fixture.SyncAsync(filter)).Steps[0];
        Assert.Equal((StepStatus.Completed, 200, 0), (narrow.Status, narrow.Items + narrow.Removed, narrow.Added));
        Assert.InRange(narrow.Items, 1, 100);

        fixture.Fail(Step, Fault.Body("[]"));
        Assert.Equal((StepStatus.Guarded, narrow.Items), (await fixture.SyncAsync()).Steps[1] is var empty ? (empty.Status, empty.Items) : default);
        Assert.Equal((StepStatus.Completed, 200), await fixture.SyncStepAsync(Step) is var wide ? (wide.Status, wide.Items) : default);
        await fixture.AssertEqualsProviderAsync(Step);
    }

    private static async Task<SyncFixture> StartAsync(Action<SyncOptions>? engine = null, TimeProvider? time = null)
    {
        var fixture = await SyncFixture.StartAsync(provider => provider.Channels = 200, engine, time);
        await fixture.SyncStepAsync(Step);
        return fixture;
    }

    private static async Task AssertHeldAsync(SyncFixture fixture, int count)
    {
        var before = await fixture.ExportAsync(Step);
        var report = await fixture.SyncAsync(new RunOptions { Steps = [Step] });

        Assert.Equal(
            (SyncStatus.Partial, StepStatus.Guarded, count, count, before.Count, 0),
            (report.Status, report.Steps[0].Status, report.Steps[0].Received, report.Steps[0].Discarded, report.Steps[0].Items, report.Steps[0].Removed));
        Assert.Equal(count, (await GuardAsync(fixture))!.Count);
        Documents.AssertEqual(Step, before, await fixture.ExportAsync(Step));
    }

    private static async Task<StepReport> ConsentAsync(SyncFixture fixture, string? body = null)
    {
        if (body is not null)
        {
            fixture.Fail(Step, Fault.Body(body));
        }

        return (await fixture.SyncAsync(new RunOptions { Steps = [Step], AcceptShrink = [Step] })).Steps[0];
    }

    private static async Task<GuardRecord?> GuardAsync(SyncFixture fixture) =>
        (await fixture.Sync.GetStatusAsync(SyncFixture.Profile)).Guards.GetValueOrDefault(Step);
}
