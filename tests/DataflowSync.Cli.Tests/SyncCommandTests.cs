using System.Text.Json.Nodes;
using DataflowSync.LiteDb;
using DataflowSync.Testing;

namespace DataflowSync.Cli.Tests;

public sealed class SyncCommandTests
{
    private static readonly string[] Changes = ["added", "updated", "unchanged", "removed", "duplicates"];

    [Fact]
    public async Task A_catalog_is_synced_again_and_again_and_the_exports_equal_it_every_time()
    {
        await using var fixture = await ToolFixture.StartAsync(options => options.Movies = 12_000);
        var movies = fixture.Provider.Catalog.Movies;

        var first = await fixture.SyncAsync();
        Assert.Equal(0, first.ExitCode);
        Assert.Equal("added=12000 updated=0 unchanged=0 removed=0 duplicates=0", first.Counts("movies", Changes));
        await fixture.AssertExportsEqualTheProviderAsync();

        var second = await fixture.SyncAsync();
        Assert.Equal("added=0 updated=0 unchanged=12000 removed=0 duplicates=0", second.Counts("movies", Changes));

        // One percent: fewer than the store rebuilds for.
        movies.Change(80);
        movies.Remove(20);
        movies.InsertAtTop(20);
        var third = await fixture.SyncAsync();
        Assert.Equal(0, third.ExitCode);
        Assert.Equal("added=20 updated=80 unchanged=11900 removed=20 duplicates=0", third.Counts("movies", Changes));
        await fixture.AssertExportsEqualTheProviderAsync();

        // A third: more than that.
        movies.Change(4_000);
        movies.Add(300);
        var fourth = await fixture.SyncAsync();
        Assert.Equal("added=300 updated=4000 unchanged=8000 removed=0 duplicates=0", fourth.Counts("movies", Changes));
        await fixture.AssertExportsEqualTheProviderAsync();
    }

    [Fact]
    public async Task Renumbering_reordering_and_insertions_at_the_top_update_nothing()
    {
        await using var fixture = await ToolFixture.StartAsync();
        await fixture.SyncAsync();
        var movies = fixture.Provider.Catalog.Movies;

        movies.Renumber();
        Assert.Equal("added=0 updated=0 unchanged=400 removed=0 duplicates=0", (await fixture.SyncAsync()).Counts("movies", Changes));
        movies.Reorder(7);
        Assert.Equal("added=0 updated=0 unchanged=400 removed=0 duplicates=0", (await fixture.SyncAsync()).Counts("movies", Changes));
        await fixture.AssertExportsEqualTheProviderAsync();
        movies.InsertAtTop(3);
        Assert.Equal("added=3 updated=0 unchanged=400 removed=0 duplicates=0", (await fixture.SyncAsync()).Counts("movies", Changes));
        await fixture.AssertExportsEqualTheProviderAsync();
    }

    [Fact]
    public async Task Ids_repeated_per_category_are_one_item_each_and_stay_unchanged()
    {
        await using var fixture = await ToolFixture.StartAsync(options =>
        {
            options.RepeatPerCategory = 0.3;
            options.Ids = FakeIdOrder.Shuffled;
        });
        var movies = fixture.Provider.Catalog.Movies;
        var repeats = movies.CountRows() - movies.Count;
        Assert.True(repeats > 50);

        Assert.Equal($"added=400 updated=0 unchanged=0 removed=0 duplicates={repeats}", (await fixture.SyncAsync()).Counts("movies", Changes));
        await fixture.AssertExportsEqualTheProviderAsync();
        Assert.Equal($"added=0 updated=0 unchanged=400 removed=0 duplicates={repeats}", (await fixture.SyncAsync()).Counts("movies", Changes));
        movies.Renumber();
        movies.InsertAtTop(1);
        Assert.StartsWith("added=1 updated=0 unchanged=400 removed=0", (await fixture.SyncAsync()).Counts("movies", Changes), StringComparison.Ordinal);
        await fixture.AssertExportsEqualTheProviderAsync();
    }

    [Fact]
    public async Task Numbers_as_strings_make_the_same_documents()
    {
        await using var fixture = await ToolFixture.StartAsync(options =>
        {
            options.NumbersAsStrings = true;
            options.Gzip = true;
        });

        Assert.Equal(0, (await fixture.SyncAsync()).ExitCode);
        await fixture.AssertExportsEqualTheProviderAsync();
    }

    [Fact]
    public async Task The_report_is_exactly_one_json_object_with_the_fields_of_the_contract()
    {
        await using var fixture = await ToolFixture.StartAsync();

        var result = await fixture.SyncAsync();

        var report = result.Json.AsObject();
        Assert.Equal(
            ["profileId", "runId", "status", "progress", "startedAt", "durationMs", "error", "channelsSynced", "moviesSynced", "seriesSynced", "account", "steps", "errors"],
            report.Select(property => property.Key));
        Assert.Equal(
            ["name", "status", "received", "added", "updated", "unchanged", "removed", "duplicates", "rejected", "filtered", "discarded", "attempts", "bytes", "durationMs", "error", "warnings", "rejects"],
            result.Step("movies").AsObject().Select(property => property.Key));
        Assert.Equal(CatalogKinds.All, report["steps"]!.AsArray().Select(step => step!["name"]!.GetValue<string>()));
        Assert.Equal("""{"profileId":"home","status":"Completed","progress":100,"channels":120,"movies":400,"series":80}""", new JsonObject
        {
            ["profileId"] = report["profileId"]!.DeepClone(),
            ["status"] = report["status"]!.DeepClone(),
            ["progress"] = report["progress"]!.DeepClone(),
            ["channels"] = report["channelsSynced"]!.DeepClone(),
            ["movies"] = report["moviesSynced"]!.DeepClone(),
            ["series"] = report["seriesSynced"]!.DeepClone(),
        }.ToJsonString());
        Assert.Equal("Active", report["account"]!["status"]!.GetValue<string>());
        Assert.EndsWith("Z", report["startedAt"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Empty(result.Errors);
    }

    [Fact]
    public async Task The_provider_is_asked_seven_times_in_order_with_the_credentials_as_they_are()
    {
        await using var fixture = await ToolFixture.StartAsync();

        await fixture.SyncAsync();

        var requests = fixture.Provider.Requests;
        Assert.Equal(
            [null, "get_live_categories", "get_live_streams", "get_vod_categories", "get_vod_streams", "get_series_categories", "get_series"],
            requests.Select(request => request.Action));
        Assert.All(requests, request => Assert.Equal(fixture.Provider.Password, request.Parameters["password"]));
    }

    [Fact]
    public async Task A_step_that_fails_makes_the_run_partial_and_names_its_tries()
    {
        await using var fixture = await ToolFixture.StartAsync();
        fixture.Provider.Faults.Add(Fault.Status(503) with { Target = "movies", Times = null });

        var result = await fixture.SyncAsync("--retries", "1");

        Assert.Equal(3, result.ExitCode);
        Assert.Equal("Partial", result.Json["status"]!.GetValue<string>());
        Assert.Equal("movies: provider answered 503 (2 attempts)", Assert.Single(result.Json["errors"]!.AsArray())!.GetValue<string>());
        var error = result.Step("movies")["error"]!;
        Assert.Equal(("HttpStatus", 503), (error["code"]!.GetValue<string>(), error["httpStatus"]!.GetValue<int>()));
    }

    [Fact]
    public async Task A_fault_that_passes_costs_an_attempt_and_nothing_else()
    {
        await using var fixture = await ToolFixture.StartAsync();
        fixture.Provider.Faults.Add(Fault.Truncate(20_000) with { Target = "movies", Times = 1 });
        fixture.Provider.Faults.Add(Fault.Status(502) with { Target = "channels", Times = 2 });

        var result = await fixture.SyncAsync();

        Assert.Equal(0, result.ExitCode);
        Assert.Equal("attempts=2 added=400", result.Counts("movies", "attempts", "added"));
        Assert.Equal("attempts=3 added=120", result.Counts("channels", "attempts", "added"));
        await fixture.AssertExportsEqualTheProviderAsync();
    }

    [Fact]
    public async Task A_refused_account_fails_the_run_with_every_step_skipped()
    {
        await using var fixture = await ToolFixture.StartAsync();
        fixture.Provider.Account.Authorized = false;

        var result = await fixture.SyncAsync();

        Assert.Equal(1, result.ExitCode);
        Assert.Equal(("Failed", 0), (result.Json["status"]!.GetValue<string>(), result.Json["progress"]!.GetValue<int>()));
        Assert.Equal("AuthRejected", result.Json["error"]!["code"]!.GetValue<string>());
        Assert.Equal(6, result.Json["steps"]!.AsArray().Count(step => step!["status"]!.GetValue<string>() == "Skipped"));
        Assert.Single(fixture.Provider.Requests);
    }

    [Fact]
    public async Task Steps_and_categories_can_be_chosen()
    {
        await using var fixture = await ToolFixture.StartAsync();
        await fixture.SyncAsync("--steps", "movie-categories");
        var export = await fixture.RunAsync("export", "--kind", "movie-categories");
        var category = JsonNode.Parse(export.Lines[0])!["id"]!.GetValue<string>();

        var result = await fixture.SyncAsync("--steps", "movies", "--categories", $"movies={category}");

        Assert.Equal(0, result.ExitCode);
        var kept = await fixture.RunAsync("export", "--kind", "movies");
        Assert.All(kept.Lines, line => Assert.Contains(category, JsonNode.Parse(line)!["categoryIds"]!.AsArray().Select(id => id!.GetValue<string>())));
        Assert.Equal($"received=400 added={kept.Lines.Count} filtered={400 - kept.Lines.Count}", result.Counts("movies", "received", "added", "filtered"));
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_signal_cancels_the_run_and_its_report_is_printed(string signal)
    {
        await using var fixture = await ToolFixture.StartAsync();
        await using var tool = await fixture.StartStalledSyncAsync();

        await tool.SignalAsync(signal);
        var result = await tool.EndAsync();

        Assert.Equal(130, result.ExitCode);
        Assert.Equal("Cancelled", result.Json["status"]!.GetValue<string>());
        Assert.Equal("Cancelled", result.Step("movies")["status"]!.GetValue<string>());
        Assert.Equal("Completed", result.Step("channels")["status"]!.GetValue<string>());
        Assert.Equal("Skipped", result.Step("series")["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_profile_that_is_being_synced_by_someone_else_exits_75_and_prints_nothing()
    {
        await using var fixture = await ToolFixture.StartAsync();
        var store = new LiteDbCatalogStore(new LiteDbStoreOptions { DataDirectory = fixture.Data });
        await using var writer = await store.OpenWriterAsync("home");

        var result = await fixture.SyncAsync();

        Assert.Equal((75, string.Empty), (result.ExitCode, result.Output));
        Assert.Contains("being synced by someone else", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ndjson_progress_begins_and_ends_with_the_texts_of_the_contract()
    {
        await using var fixture = await ToolFixture.StartAsync();

        var result = await Tool.RunAsync(fixture.SyncArguments("--json", "--progress", "ndjson"));

        var events = result.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!.AsObject()).ToList();
        Assert.Equal("Starting sync...", events[0]["currentStep"]!.GetValue<string>());
        Assert.Equal("Sync completed successfully", events[^1]["currentStep"]!.GetValue<string>());
        Assert.Contains(events, moment => moment["currentStep"]!.GetValue<string>() == "Syncing movies...");
        Assert.All(events, moment => Assert.Equal(
            ["profileId", "status", "progress", "currentStep", "channelsSynced", "moviesSynced", "seriesSynced", "itemsPerSecond", "bytes", "errors"],
            moment.Select(property => property.Key)));
        Assert.Equal((120, 400, 80), (events[^1]["channelsSynced"]!.GetValue<int>(), events[^1]["moviesSynced"]!.GetValue<int>(), events[^1]["seriesSynced"]!.GetValue<int>()));
        var percents = events.Select(moment => moment["progress"]!.GetValue<int>()).ToList();
        Assert.Equal(percents.Order(), percents);
        Assert.Equal((0, 100), (percents[0], percents[^1]));
    }

    [Fact]
    public async Task A_pipe_gets_one_line_a_step()
    {
        await using var fixture = await ToolFixture.StartAsync();

        var result = await Tool.RunAsync(fixture.SyncArguments("--json"));

        Assert.Equal(6, result.Errors.Split('\n').Count(line => line.Contains(": Completed, ", StringComparison.Ordinal)));
    }
}
