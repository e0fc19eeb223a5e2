namespace DataflowSync.Cli.Tests;

public sealed class LockTests
{
    [Fact]
    public async Task While_a_profile_is_synced_it_can_be_read_and_other_profiles_synced_but_it_is_neither_synced_nor_forgotten()
    {
        await using var fixture = await ToolFixture.StartAsync();
        var first = await fixture.SyncAsync();
        await using var running = await fixture.StartStalledSyncAsync();

        var status = await fixture.RunAsync("status", "--json");
        var verified = await fixture.RunAsync("verify");
        var exported = await fixture.RunAsync("export", "--kind", "movies");
        var profiles = await Tool.RunAsync("profiles", "--data", fixture.Data, "--json");
        var forgotten = await fixture.RunAsync("forget");
        var again = await fixture.SyncAsync();
        var other = await Tool.RunAsync(fixture.SyncArgumentsFor("other", "--json", "--quiet"));
        await running.SignalAsync("INT");

        Assert.Equal((0, first.Json["runId"]!.GetValue<string>()), (status.ExitCode, status.Json["lastRun"]!["runId"]!.GetValue<string>()));
        Assert.Equal((0, "680 documents verified\n"), (verified.ExitCode, verified.Output));
        Assert.Equal((0, 400), (exported.ExitCode, exported.Lines.Count));
        Assert.Equal((0, 1), (profiles.ExitCode, profiles.Json.AsArray().Count));
        Assert.Equal((75, string.Empty), (forgotten.ExitCode, forgotten.Output));
        Assert.Equal((75, string.Empty), (again.ExitCode, again.Output));
        Assert.Equal((0, 400), (other.ExitCode, other.Json["moviesSynced"]!.GetValue<int>()));
        var cancelled = await running.EndAsync();
        Assert.Equal((130, "Cancelled"), (cancelled.ExitCode, cancelled.Step("movies")["status"]!.GetValue<string>()));
    }

    [Fact]
    public async Task The_lock_of_a_killed_sync_is_free_and_what_it_published_stands()
    {
        await using var fixture = await ToolFixture.StartAsync();
        await using var running = await fixture.StartStalledSyncAsync();
        await running.SignalAsync("KILL");
        Assert.Equal(137, (await running.EndAsync()).ExitCode);

        var status = await fixture.RunAsync("status", "--json");
        var text = await fixture.RunAsync("status");
        var verified = await fixture.RunAsync("verify");
        var again = await fixture.SyncAsync();

        Assert.Null(status.Json["lastRun"]);
        Assert.Equal((120, 0), (status.Json["datasets"]!["channels"]!.GetValue<int>(), status.Json["datasets"]!["movies"]!.GetValue<int>()));
        Assert.Contains("No run has ended yet.", text.Output, StringComparison.Ordinal);
        Assert.Equal((0, "180 documents verified\n"), (verified.ExitCode, verified.Output));
        Assert.Equal((0, "unchanged=120", "added=400"), (again.ExitCode, again.Counts("channels", "unchanged"), again.Counts("movies", "added")));
        Assert.DoesNotContain(Directory.EnumerateFiles(Path.Combine(fixture.Data, "home")), file => file.EndsWith(".tmp", StringComparison.Ordinal));
        await fixture.AssertExportsEqualTheProviderAsync();
    }
}
