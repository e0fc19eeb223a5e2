namespace DataflowSync.Tests.Engine;

/// <summary>A list that cannot be had as a whole is fetched group by group, and only what came whole may remove anything.</summary>
public sealed class GroupFallbackTests
{
    private static readonly Thing[] Published =
    [
        new(1, "one", "a"), new(2, "two", "a"), new(3, "three", "b"), new(4, "four", "b"), new(5, "five", "c"), new(6, "six"),
    ];

    private readonly ScriptedSource _source = new();

    [Fact]
    public async Task A_list_that_is_empty_at_every_attempt_is_fetched_group_by_group()
    {
        await using var harness = new EngineHarness(_source);
        _source.Groups["things"] = [("a", List("a", 1, 2)), ("b", List("b", 2, 3)), ("c", "[]")];

        var step = await SyncEmptyAsync(harness);

        Assert.Equal((StepStatus.Completed, 5, 4, 3, 1), (step.Status, step.Attempts, step.Received, step.Added, step.Duplicates));
        Assert.Equal(["groups: fetched group by group, 3 whole and 0 failed"], step.Warnings);
        Assert.Equal(["1 new 1 a", "2 new 2 a+b", "3 new 3 b"], await harness.ExportAsync());
    }

    [Fact]
    public async Task A_poisoned_group_costs_itself_alone_and_nothing_in_it_is_removed()
    {
        await using var harness = new EngineHarness(_source);
        await harness.SyncAsync(Published);
        _source.Groups["things"] = [("a", List("a", 1)), ("b", null), ("c", List("c", 5, 7))];

        var report = await RunEmptyAsync(harness);

        var step = report.Steps[0];
        Assert.Equal((StepStatus.Partial, SyncStatus.Partial), (step.Status, report.Status));
        Assert.Equal((3, 1, 2, 0, 1), (step.Received, step.Added, step.Updated, step.Unchanged, step.Removed));
        Assert.Null(step.Error);
        Assert.Equal(
            ["things: groups: fetched group by group, 2 whole and 1 failed (b); the last error: the provider sent an empty answer"],
            report.Errors);
        Assert.Equal(["1 new 1 a", "5 new 5 c", "7 new 7 c", "3 three b", "4 four b", "6 six "], await harness.ExportAsync());
    }

    [Fact]
    public async Task A_partial_step_is_no_success_of_the_whole()
    {
        await using var harness = new EngineHarness(_source);
        await harness.SyncAsync(Published);
        var before = (await harness.Store.GetStatusAsync(EngineHarness.Profile))!.LastSuccess["things"];
        _source.Groups["things"] = [("a", List("a", 1)), ("b", null)];

        await RunEmptyAsync(harness);

        Assert.Equal(before, (await harness.Store.GetStatusAsync(EngineHarness.Profile))!.LastSuccess["things"]);
    }

    [Fact]
    public async Task An_item_stays_in_the_groups_that_did_not_come_until_a_whole_list_says_otherwise()
    {
        await using var harness = new EngineHarness(_source);
        await harness.SyncAsync(new Thing(1, "one", "a"), new Thing(1, "one", "b"), new Thing(2, "two", "b"));
        _source.Groups["things"] = [("a", Thing.List(new Thing(1, "one", "a"))), ("b", null)];

        var partial = await SyncEmptyAsync(harness);
        Assert.Equal((1, 0, 0), (partial.Unchanged, partial.Updated, partial.Removed));
        Assert.Equal(["1 one a+b", "2 two b"], await harness.ExportAsync());

        var whole = await harness.SyncAsync(new Thing(1, "one", "a"), new Thing(2, "two", "b"));
        Assert.Equal((1, 1), (whole.Unchanged, whole.Updated));
        Assert.Equal(["1 one a", "2 two b"], await harness.ExportAsync());
    }

    [Fact]
    public async Task An_item_that_came_in_another_group_stays_in_the_one_that_did_not_come()
    {
        await using var harness = new EngineHarness(_source);
        await harness.SyncAsync(Published);
        _source.Groups["things"] = [("a", Thing.List(new Thing(3, "three", "a"), new Thing(1, "changed", "a"))), ("b", null), ("c", "[]")];

        var step = await SyncEmptyAsync(harness);

        Assert.Equal((0, 2, 2), (step.Added, step.Updated, step.Removed));
        Assert.Equal(["3 three b+a", "1 changed a", "4 four b", "6 six "], await harness.ExportAsync());
    }

    [Fact]
    public async Task What_a_group_brought_before_it_broke_off_is_taken_and_nothing_of_it_is_removed()
    {
        await using var harness = new EngineHarness(_source);
        await harness.SyncAsync(Published);
        _source.Groups["things"] = [("a", List("a", 1)), ("b", List("b", 4, 8)[..^5])];

        var step = await SyncEmptyAsync(harness);

        Assert.Equal((StepStatus.Partial, null), (step.Status, step.Error));
        Assert.Equal(["1 new 1 a", "4 new 4 b", "3 three b", "5 five c", "6 six "], await harness.ExportAsync());
    }

    [Fact]
    public async Task After_three_dead_groups_in_a_row_no_further_one_is_asked_for()
    {
        await using var harness = new EngineHarness(_source);
        await harness.SyncAsync(Published);
        _source.Groups["things"] = [("a", null), ("b", null), ("x", List("x", 9)), ("p", null), ("q", "null"), ("r", "{\"error\":1}"), ("c", "[]")];

        var step = await SyncEmptyAsync(harness);

        Assert.Equal(["a", "b", "x", "p", "q", "r"], _source.Opened.Where(text => text.StartsWith("group")).Select(text => text[6..]));
        Assert.Contains("1 whole and 5 failed (a, b, p, q, r), then given up", step.Warnings[0], StringComparison.Ordinal);
        Assert.Equal((StepStatus.Partial, 0, 7), (step.Status, step.Removed, step.Items));
    }

    [Fact]
    public async Task Where_no_group_comes_the_step_fails_with_what_the_whole_list_met()
    {
        await using var harness = new EngineHarness(_source);
        await harness.SyncAsync(Published);
        _source.Groups["things"] = [("a", "false"), ("b", "false"), ("c", "false"), ("d", "[]")];

        var step = await SyncEmptyAsync(harness);

        Assert.Equal((StepStatus.Failed, SyncErrorCode.EmptyBody, 4), (step.Status, step.Error!.Code, step.Attempts));
        Assert.Equal(6, (await harness.ExportAsync()).Count);
    }

    [Fact]
    public async Task An_account_that_is_refused_in_a_group_ends_the_run()
    {
        _source.Steps = [new SyncStep("things", new ThingFormat()), new SyncStep("others", new ThingFormat())];
        _source.Answer("things", string.Empty).Answer("others", "[]");
        _source.Groups["things"] = [("a", List("a", 1)), ("b", RefusingFormat.Refusal), ("c", List("c", 2))];
        _source.Steps = [new SyncStep("things", new RefusingFormat()), _source.Steps[1]];
        await using var harness = new EngineHarness(_source);

        var report = await harness.Sync.RunAsync(EngineHarness.Profile);

        Assert.Equal((SyncStatus.Failed, SyncErrorCode.AccountInactive), (report.Status, report.Error?.Code));
        Assert.Equal([StepStatus.Failed, StepStatus.Skipped], report.Steps.Select(step => step.Status));
        Assert.DoesNotContain("group c", _source.Opened);
    }

    [Fact]
    public async Task Only_the_groups_of_the_filter_are_asked_for_and_what_is_outside_it_goes()
    {
        await using var harness = new EngineHarness(_source);
        var filter = new RunOptions { Categories = new Dictionary<string, IReadOnlyCollection<string>> { ["things"] = ["a", "b"] } };
        await harness.SyncAsync(Published);
        _source.Groups["things"] = [("a", List("a", 1)), ("b", null), ("c", List("c", 5))];

        _source.Answer("things", string.Empty);
        var step = (await harness.Sync.RunAsync(EngineHarness.Profile, filter)).Steps[0];

        Assert.Equal(["group a", "group b"], _source.Opened.Where(text => text.StartsWith("group")));
        Assert.Equal(StepStatus.Partial, step.Status);
        Assert.Equal(["1 new 1 a", "3 three b", "4 four b"], await harness.ExportAsync());
    }

    [Fact]
    public async Task Groups_that_shrank_are_held_back_like_a_whole_list_that_did()
    {
        await using var harness = new EngineHarness(_source);
        await harness.SyncAsync(Enumerable.Range(1, 200).Select(id => new Thing(id, "x", id <= 100 ? "a" : "b")));
        _source.Groups["things"] = [("a", List("a", 1)), ("b", null)];

        var step = await SyncEmptyAsync(harness);

        Assert.Equal((StepStatus.Guarded, 1), (step.Status, step.Discarded));
        Assert.Equal(200, (await harness.ExportAsync()).Count);
    }

    [Theory]
    [InlineData("[{\"id\":1}")]
    [InlineData("null")]
    [InlineData("[{\"id\":NaN}]")]
    public async Task What_fails_otherwise_is_not_asked_for_by_groups(string body)
    {
        await using var harness = new EngineHarness(_source);
        _source.Groups["things"] = [("a", List("a", 1))];

        var step = await harness.SyncBodyAsync(body);

        Assert.Equal(StepStatus.Failed, step.Status);
        Assert.DoesNotContain("group a", _source.Opened);
    }

    private static string List(string group, params IEnumerable<int> ids) => Thing.List(ids.Select(id => new Thing(id, $"new {id}", group)));

    private static Task<StepReport> SyncEmptyAsync(EngineHarness harness) => harness.SyncBodyAsync(string.Empty);

    private static Task<SyncReport> RunEmptyAsync(EngineHarness harness)
    {
        harness.Source.Answer("things", string.Empty);
        return harness.Sync.RunAsync(EngineHarness.Profile);
    }
}
