using System.Text.Json.Nodes;
using DataflowSync.Server.Tests.Setup;
using DataflowSync.Testing;

namespace DataflowSync.Server.Tests;

public sealed class SyncTests(SyncedServer shared) : IClassFixture<SyncedServer>
{
    [Fact]
    public async Task A_sync_is_started_watched_and_remembered()
    {
        await using var server = await RunningServer.StartAsync();
        await server.AddProfileAsync();
        await using var stream = await server.WatchAsync();
        await using var all = await server.WatchAsync("/api/progress");

        var started = (await server.PostAsync("/api/profiles/home/sync")).Expect(202);

        Assert.Equal(("Completed", "Completed"), (await stream.EndOfRunAsync(), await all.EndOfRunAsync()));
        Assert.Equal("Sync completed successfully", stream.Events[^1]["currentStep"]!.GetValue<string>());
        Assert.Equal(400, stream.Events[^1]["moviesSynced"]!.GetValue<int>());
        var percents = stream.Events.Select(step => step["progress"]!.GetValue<int>()).ToList();
        Assert.Equal(percents.Order(), percents);
        var run = await server.LastRunAsync();
        Assert.Equal(started.Json["runId"]!.GetValue<string>(), run["runId"]!.GetValue<string>());
        Assert.Equal((6, 120, 400, 80), (run["steps"]!.AsArray().Count, Count("channelsSynced"), Count("moviesSynced"), Count("seriesSynced")));
        var profile = (await server.GetAsync("/api/profiles/home")).Json;
        Assert.Equal(("Completed", false), (profile["lastStatus"]!.GetValue<string>(), profile["isSyncing"]!.GetValue<bool>()));

        int Count(string name) => run[name]!.GetValue<int>();
    }

    [Fact]
    public async Task Who_begins_to_watch_in_the_middle_is_told_where_it_is()
    {
        await using var server = await RunningServer.StartAsync();
        await server.AddProfileAsync();
        await server.StartStalledSyncAsync();

        await using var stream = await server.WatchAsync();

        Assert.Equal("Syncing movies...", Assert.Single(stream.Events)["currentStep"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_first_sync_is_seen_and_cancelled_before_anything_has_come()
    {
        await using var server = await RunningServer.StartAsync();
        await server.AddProfileAsync();
        server.Provider.Faults.Add(Fault.Delay(TimeSpan.FromHours(1)) with { Target = Fault.AccountCheck });
        await using var stream = await server.WatchAsync();
        (await server.PostAsync("/api/profiles/home/sync")).Expect(202);
        await stream.NextAsync();

        Assert.True((await server.GetAsync("/api/profiles/home")).Json["isSyncing"]!.GetValue<bool>());

        (await server.PostAsync("/api/profiles/home/cancel")).Expect(202);
        Assert.Equal("Cancelled", await stream.EndOfRunAsync());
    }

    [Fact]
    public async Task A_profile_is_synced_once_at_a_time()
    {
        await using var server = await RunningServer.StartAsync();
        await server.AddProfileAsync();
        await server.StartStalledSyncAsync();

        (await server.PostAsync("/api/profiles/home/sync")).Problem(409);
    }

    [Fact]
    public async Task A_sync_can_be_cancelled_and_keeps_what_it_published()
    {
        await using var server = await RunningServer.StartAsync();
        await server.AddProfileAsync();
        (await server.PostAsync("/api/profiles/home/cancel")).Problem(409);
        await server.StartStalledSyncAsync();
        await using var stream = await server.WatchAsync();

        (await server.PostAsync("/api/profiles/home/cancel")).Expect(202);

        Assert.Equal("Cancelled", await stream.EndOfRunAsync());
        Assert.Equal(120, (await server.GetAsync("/api/profiles/home/catalog")).Json["datasets"]!["channels"]!.GetValue<int>());
        Assert.Equal("Cancelled", (await server.LastRunAsync())["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_sync_does_what_is_asked_of_it()
    {
        await using var server = await RunningServer.StartAsync();
        await server.AddProfileAsync();

        Assert.Equal("Completed", await server.SyncAsync(body: """{"steps":["movies"],"categories":{"movies":["10001"]},"full":true}"""));

        var step = Assert.Single((await server.LastRunAsync())["steps"]!.AsArray())!;
        Assert.Equal("movies", step["name"]!.GetValue<string>());
        Assert.InRange(step["filtered"]!.GetValue<int>(), 1, 399);
    }

    [Theory]
    [InlineData("""{"steps":["hidden-value"]}""")]
    [InlineData("""{"categories":{"movie-categories":["1"]}}""")]
    [InlineData("""{"unknown":1}""")]
    [InlineData("{")]
    [InlineData("[]")]
    public async Task A_sync_that_asks_for_what_there_is_not_is_refused(string body)
    {
        var server = shared.Server;
        var asked = server.Provider.Requests.Count;

        Assert.DoesNotContain("hidden-value", (await server.PostAsync("/api/profiles/home/sync", body)).Problem(400), StringComparison.Ordinal);

        Assert.Equal(asked, server.Provider.Requests.Count);
    }

    [Fact]
    public async Task A_rejected_account_is_a_run_that_failed()
    {
        await using var server = await RunningServer.StartAsync();
        await server.AddProfileAsync();
        server.Provider.Account.Authorized = false;

        Assert.Equal("Failed", await server.SyncAsync());

        Assert.Equal("AuthRejected", (await server.LastRunAsync())["error"]!["code"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("GET", "/runs")]
    [InlineData("GET", "/progress")]
    [InlineData("GET", "/catalog")]
    [InlineData("POST", "/sync")]
    [InlineData("POST", "/cancel")]
    public async Task Of_an_unknown_profile_nothing_can_be_asked(string method, string path)
    {
        var server = shared.Server;
        foreach (var id in new[] { "none", "..%2Fx", "%20" })
        {
            (await server.SendAsync(new HttpMethod(method), $"/api/profiles/{id}{path}", method == "POST" ? "{}" : null)).Problem(404);
        }
    }

    [Fact]
    public async Task What_was_held_back_is_published_by_consent_to_that_very_fetch()
    {
        await using var server = await RunningServer.StartAsync();
        await server.AddProfileAsync();
        await server.SyncAsync();
        server.Provider.Catalog.Movies.Remove(300);
        Assert.Equal("Partial", await server.SyncAsync());
        var held = (await server.GetAsync("/api/profiles/home")).Json["guards"]!["movies"]!;
        Assert.Equal(100, held["count"]!.GetValue<int>());

        (await server.PostAsync("/api/profiles/home/accept-shrink", """{"guards":{"movies":"0000000000000000"}}""")).Problem(409);
        (await server.PostAsync("/api/profiles/home/accept-shrink", """{"guards":{"series":"0000000000000000"}}""")).Problem(409);
        (await server.PostAsync("/api/profiles/home/accept-shrink", """{"guards":{}}""")).Problem(400);
        (await server.PostAsync("/api/profiles/home/accept-shrink", "{}")).Problem(400);
        Assert.Equal(400, (await server.GetAsync("/api/profiles/home/catalog")).Json["datasets"]!["movies"]!.GetValue<int>());

        await using var stream = await server.WatchAsync();
        var known = stream.Events.Count;
        var consent = new JsonObject { ["guards"] = new JsonObject { ["movies"] = held["guard"]!.GetValue<string>() } };
        (await server.PostAsync("/api/profiles/home/accept-shrink", consent.ToJsonString())).Expect(202);
        stream.Events.RemoveRange(0, known);
        Assert.Equal("Completed", await stream.EndOfRunAsync());
        Assert.Equal(100, (await server.GetAsync("/api/profiles/home/catalog")).Json["datasets"]!["movies"]!.GetValue<int>());
        Assert.Empty((await server.GetAsync("/api/profiles/home")).Json["guards"]!.AsObject());
    }

    [Fact]
    public async Task A_stopping_server_cancels_its_syncs_and_ends_its_streams()
    {
        await using var server = await RunningServer.StartAsync();
        await server.AddProfileAsync();
        await server.StartStalledSyncAsync();
        await using var stream = await server.WatchAsync();

        await server.StopServerAsync();

        await stream.EndAsync();
        server.Provider.Faults.Clear();
        await server.StartServerAsync();
        Assert.Equal("Cancelled", (await server.LastRunAsync())["status"]!.GetValue<string>());
    }
}
