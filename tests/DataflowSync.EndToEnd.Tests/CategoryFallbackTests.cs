using System.Text.Json.Nodes;
using DataflowSync.EndToEnd.Tests.Setup;
using DataflowSync.Testing;

namespace DataflowSync.EndToEnd.Tests;

/// <summary>A list that the provider cannot give as a whole is asked for category by category.</summary>
public sealed class CategoryFallbackTests
{
    private static readonly Fault Empty = Fault.Body(string.Empty);

    [Theory]
    [InlineData("channels")]
    [InlineData("movies")]
    [InlineData("series")]
    public async Task A_list_that_is_always_empty_comes_category_by_category_whole_but_for_items_without_one(string step)
    {
        await using var fixture = await SyncFixture.StartAsync(provider => provider.RepeatPerCategory = 0.3);
        fixture.Fail(step, Empty with { Category = Fault.WholeList }, times: null);

        var report = await fixture.SyncStepAsync(step);

        Assert.Equal((StepStatus.Completed, 5), (report.Status, report.Attempts));
        var expected = Documents.Parse(fixture.Catalog[step].ExpectedDocuments()).Where(document => document.ContainsKey("categoryIds")).ToList();
        Assert.Equal(Sorted(expected), Sorted(await fixture.ExportAsync(step)));
    }

    [Fact]
    public async Task A_whole_list_after_a_fallback_changes_nothing_but_the_order()
    {
        await using var fixture = await SyncFixture.StartAsync(provider => provider.RepeatPerCategory = 0.2);
        await fixture.SyncStepAsync("movies");
        fixture.Fail("movies", Empty with { Category = Fault.WholeList }, times: null);
        var groups = await fixture.SyncStepAsync("movies");
        Assert.Equal((StepStatus.Completed, 0, 0, 0), (groups.Status, groups.Added, groups.Updated, groups.Removed));
        fixture.Provider.Faults.Clear();

        var report = await fixture.SyncStepAsync("movies");

        Assert.Equal((0, 0, 0, 120), (report.Added, report.Updated, report.Removed, report.Unchanged));
        await fixture.AssertEqualsProviderAsync("movies");
    }

    [Fact]
    public async Task One_poisoned_category_costs_that_category_and_the_run_is_partial()
    {
        await using var fixture = await SyncFixture.StartAsync();
        await fixture.SyncAsync();
        var before = await fixture.ExportAsync("movies");
        var poisoned = before[0]["categoryIds"]![0]!.GetValue<string>();
        fixture.Catalog["movies"].Remove(20);
        fixture.Fail("movies", Empty with { Category = Fault.WholeList }, times: null);
        fixture.Fail("movies", Fault.Status(503) with { Category = poisoned }, times: null);

        var report = await fixture.SyncAsync();

        var step = report.Steps.Single(candidate => candidate.Name == "movies");
        Assert.Equal((SyncStatus.Partial, StepStatus.Partial), (report.Status, step.Status));
        var warning = Assert.Single(step.Warnings);
        Assert.Contains($"7 whole and 1 failed ({poisoned}); the last error: provider answered 503", warning, StringComparison.Ordinal);
        var after = (await fixture.ExportAsync("movies")).ToDictionary(Documents.IdOf);
        Assert.All(before.Where(movie => IsIn(movie, poisoned)), movie => Assert.True(after.ContainsKey(Documents.IdOf(movie))));
        Assert.InRange(step.Removed, 10, 20);
        Assert.Equal(before.Count - step.Removed, after.Count);
    }

    [Fact]
    public async Task A_panel_that_is_dead_is_asked_for_three_categories_and_no_more()
    {
        await using var fixture = await SyncFixture.StartAsync();
        fixture.Fail("movies", Empty, times: null);

        var report = await fixture.SyncStepAsync("movies");

        Assert.Equal((StepStatus.Failed, SyncErrorCode.EmptyBody), (report.Status, report.Error!.Code));
        Assert.Equal(3, fixture.Provider.Requests.Count(request => request.Parameters.ContainsKey("category_id")));
    }

    [Fact]
    public async Task A_list_that_was_empty_only_at_its_last_attempt_is_not_asked_for_by_categories()
    {
        await using var fixture = await SyncFixture.StartAsync();
        fixture.Fail("movies", Fault.Status(503));
        fixture.Fail("movies", Empty, times: 3);

        var report = await fixture.SyncStepAsync("movies");

        Assert.Equal((StepStatus.Failed, SyncErrorCode.EmptyBody, 4), (report.Status, report.Error!.Code, report.Attempts));
        Assert.DoesNotContain(fixture.Provider.Requests, request => request.Parameters.ContainsKey("category_id"));
    }

    [Fact]
    public async Task With_a_filter_only_its_categories_are_asked_for()
    {
        await using var fixture = await SyncFixture.StartAsync();
        fixture.Fail("movies", Empty with { Category = Fault.WholeList }, times: null);
        await fixture.SyncStepAsync("movie-categories");
        var wanted = (await fixture.ExportAsync("movie-categories")).Take(2).Select(Documents.IdOf).ToList();

        var report = await fixture.SyncAsync(new RunOptions
        {
            Steps = ["movies"],
            Categories = new Dictionary<string, IReadOnlyCollection<string>> { ["movies"] = wanted },
        });

        Assert.Equal(StepStatus.Completed, report.Steps[0].Status);
        Assert.Equal(wanted.Order(), fixture.Provider.Requests.Where(request => request.Parameters.ContainsKey("category_id")).Select(request => request.Parameters["category_id"]).Order());
    }

    /// <summary>The documents without their order, and that of their categories.</summary>
    private static IEnumerable<string> Sorted(List<JsonObject> documents) => documents.Select(document =>
    {
        document["categoryIds"] = new JsonArray([.. (document["categoryIds"]?.AsArray() ?? []).Select(id => JsonValue.Create(id!.GetValue<string>())).OrderBy(id => $"{id}")]);
        return document.ToJsonString();
    }).Order();

    private static bool IsIn(JsonObject movie, string category) =>
        (movie["categoryIds"]?.AsArray() ?? []).Any(id => id!.GetValue<string>() == category);
}
