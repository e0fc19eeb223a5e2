using System.Text.Json.Nodes;

namespace DataflowSync.Cli.Tests;

public sealed class StatusCommandTests
{
    [Theory]
    [InlineData("status")]
    [InlineData("status", "--json")]
    [InlineData("verify")]
    [InlineData("forget")]
    [InlineData("export", "--kind", "movies")]
    public async Task An_unknown_profile_exits_1_with_one_line_on_stderr_and_nothing_on_stdout(string command, params string[] more)
    {
        await using var fixture = await ToolFixture.StartAsync();

        var result = await fixture.RunAsync(command, more);

        Assert.Equal((1, string.Empty), (result.ExitCode, result.Output));
        Assert.Contains("'home'", Assert.Single(result.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_is_one_json_object_with_the_report_the_sync_printed()
    {
        await using var fixture = await ToolFixture.StartAsync();
        var sync = await fixture.SyncAsync();

        var status = await fixture.RunAsync("status", "--json");

        Assert.Equal((0, string.Empty), (status.ExitCode, status.Errors));
        Assert.Equal(["profileId", "datasets", "lastSuccess", "guards", "lastRun"], status.Json.AsObject().Select(property => property.Key));
        Assert.Equal("home", status.Json["profileId"]!.GetValue<string>());
        Assert.Equal(
            """{"channel-categories":20,"channels":120,"movie-categories":40,"movies":400,"series-categories":20,"series":80}""",
            status.Json["datasets"]!.ToJsonString());
        Assert.Equal(CatalogKinds.All, status.Json["lastSuccess"]!.AsObject().Select(step => step.Key));
        Assert.All(status.Json["lastSuccess"]!.AsObject(), step => Assert.EndsWith("Z", step.Value!.GetValue<string>(), StringComparison.Ordinal));
        Assert.Empty(status.Json["guards"]!.AsArray());
        Assert.True(JsonNode.DeepEquals(sync.Json, status.Json["lastRun"]));
    }

    [Fact]
    public async Task A_held_back_step_is_told_with_its_count_until_the_next_fetch_confirms_it()
    {
        await using var fixture = await ToolFixture.StartAsync();
        await fixture.SyncAsync();
        var before = (await fixture.RunAsync("status", "--json")).Json;
        fixture.Provider.Catalog.Movies.Remove(300);

        var guarded = await fixture.SyncAsync();
        var status = (await fixture.RunAsync("status", "--json")).Json;
        var text = await fixture.RunAsync("status");
        var confirmed = await fixture.SyncAsync();
        var after = (await fixture.RunAsync("status", "--json")).Json;

        Assert.Equal((3, "Guarded"), (guarded.ExitCode, guarded.Step("movies")["status"]!.GetValue<string>()));
        var guard = Assert.Single(status["guards"]!.AsArray())!;
        Assert.Equal(("movies", 100), (guard["step"]!.GetValue<string>(), guard["count"]!.GetValue<int>()));
        Assert.True(guard["at"]!.GetValue<DateTimeOffset>() > before["lastSuccess"]!["movies"]!.GetValue<DateTimeOffset>());
        Assert.Equal(400, status["datasets"]!["movies"]!.GetValue<int>());
        Assert.Equal(before["lastSuccess"]!["movies"]!.ToJsonString(), status["lastSuccess"]!["movies"]!.ToJsonString());
        Assert.NotEqual(before["lastSuccess"]!["series"]!.ToJsonString(), status["lastSuccess"]!["series"]!.ToJsonString());
        Assert.True(JsonNode.DeepEquals(guarded.Json, status["lastRun"]));
        Assert.Equal((0, string.Empty), (text.ExitCode, text.Errors));
        Assert.Contains("held back: 100 movies", text.Output, StringComparison.Ordinal);
        Assert.Matches(@"movies +400  20", text.Output);
        Assert.Contains("home: Partial", text.Output, StringComparison.Ordinal);
        Assert.Equal((0, 100), (confirmed.ExitCode, confirmed.Json["moviesSynced"]!.GetValue<int>()));
        Assert.Empty(after["guards"]!.AsArray());
        Assert.Equal(100, after["datasets"]!["movies"]!.GetValue<int>());
    }

    [Fact]
    public async Task Kinds_the_run_was_not_asked_for_are_counted_as_published()
    {
        await using var fixture = await ToolFixture.StartAsync();
        await fixture.SyncAsync();
        fixture.Provider.Catalog.Movies.Add(5);

        var sync = await fixture.SyncAsync("--steps", "movies");
        var status = await fixture.RunAsync("status", "--json");

        Assert.Equal((120, 405, 80), (Synced("channels"), Synced("movies"), Synced("series")));
        Assert.True(JsonNode.DeepEquals(sync.Json, status.Json["lastRun"]));

        int Synced(string kind) => sync.Json[$"{kind}Synced"]!.GetValue<int>();
    }

    [Fact]
    public async Task A_run_that_could_not_begin_reports_what_is_published_all_the_same()
    {
        await using var fixture = await ToolFixture.StartAsync();
        await fixture.SyncAsync("--steps", "movies");
        var lockFile = Path.Combine(fixture.Data, "home", "sync.lock");
        File.Delete(lockFile);
        Directory.CreateDirectory(lockFile);

        var result = await fixture.SyncAsync();

        Assert.Equal((1, "StoreError"), (result.ExitCode, result.Json["error"]!["code"]!.GetValue<string>()));
        Assert.Equal("Skipped", result.Step("movies")["status"]!.GetValue<string>());
        Assert.Equal(400, result.Json["moviesSynced"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_step_that_never_succeeded_is_said_never_to_have()
    {
        await using var fixture = await ToolFixture.StartAsync();
        await fixture.SyncAsync("--steps", "channels");

        var status = await fixture.RunAsync("status");

        Assert.Matches(@"channels +120  20", status.Output);
        Assert.Matches(@"movies +0  never", status.Output);
    }

    [Fact]
    public async Task Profiles_are_listed_with_their_items_and_the_last_run()
    {
        await using var fixture = await ToolFixture.StartAsync();
        var none = await Tool.RunAsync("profiles", "--data", fixture.Data, "--json");
        await fixture.SyncAsync();
        await Tool.RunAsync(fixture.SyncArgumentsFor("a", "--steps", "channels"));

        var json = await Tool.RunAsync("profiles", "--data", fixture.Data, "--json");
        var text = await Tool.RunAsync("profiles", "--data", fixture.Data);

        Assert.Equal((0, "[]\n"), (none.ExitCode, none.Output));
        Assert.Equal(["a 120 0 1 Completed", "home 120 400 6 Completed"], json.Json.AsArray().Select(profile =>
            $"{profile!["profileId"]} {profile["datasets"]!["channels"]} {profile["datasets"]!["movies"]} {profile["lastSuccess"]!.AsObject().Count} {profile["lastStatus"]}"));
        Assert.Equal((0, string.Empty, 3), (text.ExitCode, text.Errors, text.Lines.Count));
        Assert.Matches(@"^home +120 +400 +80  Completed  20", text.Lines[2]);
    }

    [Fact]
    public async Task A_profile_that_cannot_be_read_is_told_and_the_others_are_listed()
    {
        await using var fixture = await ToolFixture.StartAsync();
        await fixture.SyncAsync("--steps", "channels");
        await Tool.RunAsync(fixture.SyncArgumentsFor("other", "--steps", "channels"));
        await fixture.DamageAsync("pointer.json");

        var result = await Tool.RunAsync("profiles", "--data", fixture.Data, "--json");

        Assert.Equal(1, result.ExitCode);
        Assert.Equal("other", Assert.Single(result.Json.AsArray())!["profileId"]!.GetValue<string>());
        Assert.Equal("dataflowsync: home: pointer.json is damaged.\n", result.Errors);
    }

    [Fact]
    public async Task A_forgotten_profile_is_gone_with_its_data_and_can_come_back()
    {
        await using var fixture = await ToolFixture.StartAsync();
        await fixture.SyncAsync("--steps", "channels");

        var result = await fixture.RunAsync("forget");

        Assert.Equal((0, "home: forgotten\n", string.Empty), (result.ExitCode, result.Output, result.Errors));
        Assert.Empty(Directory.EnumerateFileSystemEntries(fixture.Data));
        Assert.Equal(1, (await fixture.RunAsync("status")).ExitCode);
        Assert.Equal("added=120", (await fixture.SyncAsync("--steps", "channels")).Counts("channels", "added"));
    }
}
