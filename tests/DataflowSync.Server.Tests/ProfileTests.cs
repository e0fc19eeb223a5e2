using System.Text.Json.Nodes;
using DataflowSync.EndToEnd.Tests.Secrets;
using DataflowSync.Server.Tests.Setup;

namespace DataflowSync.Server.Tests;

public sealed class ProfileTests(SyncedServer shared) : IClassFixture<SyncedServer>
{
    private const string Other = "http://other.invalid:8080";

    [Fact]
    public async Task A_profile_is_added_told_changed_and_removed()
    {
        await using var server = await RunningServer.StartAsync();
        var body = server.ProfileBody();
        body["kinds"] = new JsonArray("movies");
        body["categories"] = new JsonObject { ["movies"] = new JsonArray("10001") };
        body["schedule"] = new JsonObject { ["enabled"] = false, ["cron"] = "30 4 * * *", ["timeZone"] = "UTC" };

        var added = (await server.PostAsync("/api/profiles", body.ToJsonString())).Expect(201);

        Assert.Contains("Location: /api/profiles/home", added.Headers, StringComparison.Ordinal);
        Assert.Equal("home", Assert.Single((await server.GetAsync("/api/profiles")).Json.AsArray())!["id"]!.GetValue<string>());
        var told = (await server.GetAsync("/api/profiles/home")).Expect(200).Json;
        Assert.Equal($"{server.Provider.BaseAddress}", told["url"]!.GetValue<string>());
        Assert.Equal("""["movies"]""", told["kinds"]!.ToJsonString());
        Assert.Equal("""{"movies":["10001"]}""", told["categories"]!.ToJsonString());
        Assert.Equal("30 4 * * *", told["schedule"]!["cron"]!.GetValue<string>());

        var change = server.ProfileBody(id: null);
        var changed = (await server.SendAsync(HttpMethod.Put, "/api/profiles/home", change.ToJsonString())).Expect(200).Json;
        Assert.Null(changed["kinds"]);
        Assert.Null(changed["schedule"]);

        (await server.SendAsync(HttpMethod.Delete, "/api/profiles/home", body: null)).Expect(204);
        (await server.GetAsync("/api/profiles/home")).Problem(404);
        Assert.Empty((await server.GetAsync("/api/profiles")).Json.AsArray());
    }

    [Fact]
    public async Task Profiles_and_their_passwords_outlive_the_server()
    {
        await using var server = await RunningServer.StartAsync();
        await server.AddProfileAsync();

        await server.StopServerAsync();
        await server.StartServerAsync();

        Assert.Equal("Completed", await server.SyncAsync());
    }

    [Fact]
    public async Task A_pasted_link_is_taken_apart_and_never_told_again()
    {
        await using var server = await RunningServer.StartAsync();
        var link = $"{server.Provider.BaseAddress}get.php?username={Uri.EscapeDataString(server.Provider.Username)}&password={Uri.EscapeDataString(server.Provider.Password)}&type=m3u_plus";

        var added = (await server.PostAsync("/api/profiles", new JsonObject { ["id"] = "home", ["url"] = link }.ToJsonString())).Expect(201);

        Assert.Equal($"{server.Provider.BaseAddress}", added.Json["url"]!.GetValue<string>());
        Assert.Equal("Completed", await server.SyncAsync());
        new SecretSearch(server.Provider.Username, server.Provider.Password).AssertNoneIn(server.Told, "what the server told");
    }

    [Fact]
    public async Task A_name_is_taken_once()
    {
        await using var server = await RunningServer.StartAsync();
        await server.AddProfileAsync();

        (await server.PostAsync("/api/profiles", server.ProfileBody().ToJsonString())).Problem(409);

        Assert.Single((await server.GetAsync("/api/profiles")).Json.AsArray());
    }

    [Theory]
    [InlineData("id", "../x")]
    [InlineData("id", null)]
    [InlineData("url", null)]
    [InlineData("url", "ftp://hidden-value.invalid")]
    [InlineData("url", "http://hidden-value:hidden-value@host.invalid")]
    [InlineData("username", null)]
    [InlineData("password", null)]
    [InlineData("password", "")]
    [InlineData("userAgent", "hidden-value\r\nX: y")]
    [InlineData("kinds", """["hidden-value"]""")]
    [InlineData("kinds", "\"hidden-value\"")]
    [InlineData("categories", """{"hidden-value":["1"]}""")]
    [InlineData("schedule", """{"interval":"00:00:01"}""")]
    [InlineData("schedule", """{"cron":"hidden-value"}""")]
    [InlineData("schedule", """{"cron":"* * * * *","timeZone":"hidden-value"}""")]
    [InlineData("schedule", """{"quietHours":["hidden-value"]}""")]
    [InlineData("passwort", "hidden-value")]
    public async Task What_is_no_profile_is_refused_without_repeating_it(string property, string? value)
    {
        var server = shared.Server;
        var file = await File.ReadAllTextAsync(server.ProfilesFile);
        var body = server.ProfileBody("another");
        body[property] = value is null ? null : value.StartsWith('{') || value.StartsWith('[') ? JsonNode.Parse(value) : value;

        var answer = await server.PostAsync("/api/profiles", body.ToJsonString());

        Assert.NotEmpty(answer.Problem(400));
        new SecretSearch("hidden-value", server.Provider.Password).AssertNoneIn(server.Told, "what the server told");
        Assert.Single((await server.GetAsync("/api/profiles")).Json.AsArray());
        Assert.Equal(file, await File.ReadAllTextAsync(server.ProfilesFile));
    }

    [Fact]
    public async Task A_change_keeps_the_credentials_that_it_leaves_out()
    {
        await using var server = await RunningServer.StartAsync();
        await server.AddProfileAsync();

        var change = new JsonObject { ["url"] = $"{server.Provider.BaseAddress}", ["kinds"] = new JsonArray("channels") };
        (await server.SendAsync(HttpMethod.Put, "/api/profiles/home", change.ToJsonString())).Expect(200);

        Assert.Equal("Completed", await server.SyncAsync());
        Assert.Equal(2, (await server.LastRunAsync())["steps"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_password_is_not_taken_along_to_another_server()
    {
        await using var server = await RunningServer.StartAsync();
        await server.AddProfileAsync();

        var answer = await server.SendAsync(HttpMethod.Put, "/api/profiles/home", new JsonObject { ["url"] = Other, ["username"] = "u" }.ToJsonString());

        Assert.StartsWith("password:", answer.Problem(400), StringComparison.Ordinal);
        Assert.Equal($"{server.Provider.BaseAddress}", (await server.GetAsync("/api/profiles/home")).Json["url"]!.GetValue<string>());
        (await server.SendAsync(
            HttpMethod.Put, "/api/profiles/home", new JsonObject { ["url"] = Other, ["username"] = "u", ["password"] = "p" }.ToJsonString())).Expect(200);
    }

    [Fact]
    public async Task A_profile_keeps_its_name()
    {
        await using var server = await RunningServer.StartAsync();
        await server.AddProfileAsync();

        (await server.SendAsync(HttpMethod.Put, "/api/profiles/home", server.ProfileBody("other").ToJsonString())).Problem(400);
        (await server.SendAsync(HttpMethod.Put, "/api/profiles/none", server.ProfileBody("none").ToJsonString())).Problem(404);
    }

    [Fact]
    public async Task A_removed_profile_leaves_its_catalog_unless_it_is_to_be_forgotten()
    {
        await using var server = await RunningServer.StartAsync();
        await server.AddProfileAsync();
        await server.SyncAsync();

        (await server.SendAsync(HttpMethod.Delete, "/api/profiles/home", body: null)).Expect(204);
        (await server.GetAsync("/api/profiles/home/catalog")).Expect(200);
        (await server.PostAsync("/api/profiles/home/sync")).Problem(404);

        await server.AddProfileAsync();
        (await server.SendAsync(HttpMethod.Delete, "/api/profiles/home?forget=true", body: null)).Expect(204);
        (await server.GetAsync("/api/profiles/home/catalog")).Problem(404);
        Assert.False(Directory.Exists(Path.Combine(server.Data, "home")));
    }

    [Fact]
    public async Task A_profile_that_is_being_synced_is_not_removed()
    {
        await using var server = await RunningServer.StartAsync();
        await server.AddProfileAsync();
        await server.StartStalledSyncAsync();

        (await server.SendAsync(HttpMethod.Delete, "/api/profiles/home?forget=true", body: null)).Problem(409);

        Assert.True((await server.GetAsync("/api/profiles/home")).Json["isSyncing"]!.GetValue<bool>());
    }

    [Fact]
    public async Task A_profile_with_a_schedule_is_synced_without_being_asked()
    {
        await using var server = await RunningServer.StartAsync();
        await using var stream = await server.WatchAsync("/api/progress");
        var body = server.ProfileBody();
        body["schedule"] = new JsonObject { ["interval"] = "06:00:00" };

        (await server.PostAsync("/api/profiles", body.ToJsonString())).Expect(201);

        Assert.Equal("Completed", await stream.EndOfRunAsync());
    }
}
