using DataflowSync.Tests.Shared;

namespace DataflowSync.Cli.Tests;

public sealed class OtherCommandTests
{
    [Fact]
    public async Task The_demos_second_run_shows_only_what_changed()
    {
        var data = Directory.CreateTempSubdirectory("dataflowsync-demo-test-");

        var result = await Tool.RunAsync("demo", "--channels", "300", "--movies", "1500", "--series", "200", "--data", data.FullName);

        Assert.Equal(0, result.ExitCode);
        var second = result.Output[result.Output.LastIndexOf("Second sync", StringComparison.Ordinal)..];
        Assert.Matches(@"movies\s+Completed\s+1,515\s+25\s+100\s+1,390\s+10\s+1,515", second);
        Assert.Matches(@"channels\s+Completed\s+305\s+5\s+0\s+300\s+0\s+305", second);
        Assert.Matches(@"series\s+Completed\s+200\s+0\s+0\s+200\s+0\s+200", second);
        Assert.Contains(data.FullName, result.Output, StringComparison.Ordinal);
        data.Delete(recursive: true);
    }

    [Fact]
    public async Task Export_of_an_unknown_profile_exits_1_and_of_a_kind_never_synced_prints_nothing()
    {
        await using var fixture = await ToolFixture.StartAsync();
        await fixture.SyncAsync("--steps", "channels");

        var unknown = await Tool.RunAsync("export", "--profile", "other", "--data", fixture.Data, "--kind", "movies");
        var never = await Tool.RunAsync("export", "--profile", "home", "--data", fixture.Data, "--kind", "movies");

        Assert.Equal((1, string.Empty), (unknown.ExitCode, unknown.Output));
        Assert.Equal((0, string.Empty, string.Empty), (never.ExitCode, never.Output, never.Errors));
    }

    [Fact]
    public async Task Check_tells_the_account_and_asks_once()
    {
        await using var fixture = await ToolFixture.StartAsync();
        string[] arguments = ["check", "--url", $"{fixture.Provider.BaseAddress}", "--username", fixture.Provider.Username];

        var good = await Tool.Start([.. arguments, "--password-stdin"], fixture.Provider.Password).EndAsync();
        var bad = await Tool.Start(arguments, input: null, ("DATAFLOWSYNC_PASSWORD", "wrong secret")).EndAsync();

        Assert.Equal(0, good.ExitCode);
        Assert.StartsWith("Active, ", good.Output, StringComparison.Ordinal);
        Assert.Equal((1, string.Empty), (bad.ExitCode, bad.Output));
        Assert.DoesNotContain("wrong secret", bad.Errors, StringComparison.Ordinal);
        Assert.Equal(2, fixture.Provider.Requests.Count);
    }

    [Fact]
    public async Task A_provider_that_is_not_there_is_one_clear_line()
    {
        var result = await Tool.RunAsync(
            "check", "--url", "http://127.0.0.1:1", "--username", "u", "--password", "secret-word");

        Assert.Equal((1, string.Empty), (result.ExitCode, result.Output));
        Assert.DoesNotContain("secret-word", result.Errors, StringComparison.Ordinal);
        Assert.Single(result.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task The_provider_command_prints_its_address_serves_its_faults_and_stops_with_a_signal()
    {
        await using var provider = Tool.Start(["provider", "--channels", "10", "--movies", "20", "--series", "5", "--fault", "movies:status=404,times=1"]);
        var url = await provider.FirstLine;
        var data = Directory.CreateTempSubdirectory("dataflowsync-provider-test-");

        var result = await Tool.RunAsync(
            "sync", "--url", url, "--username", "fake-user", "--password", "fake-password", "--profile", "p", "--data", data.FullName,
            "--json", "--quiet", "--request-interval", "0ms");
        await provider.SignalAsync("INT");

        Assert.Equal(3, result.ExitCode);
        Assert.Equal(404, result.Step("movies")["error"]!["httpStatus"]!.GetValue<int>());
        Assert.Equal(10, result.Json["channelsSynced"]!.GetValue<int>());
        Assert.Equal(0, (await provider.EndAsync()).ExitCode);
        data.Delete(recursive: true);
    }

    [Fact]
    public async Task The_json_array_sample_ingests_any_list_of_objects()
    {
        await using var fixture = await ToolFixture.StartAsync();
        var credentials = $"username={Uri.EscapeDataString(fixture.Provider.Username)}&password={Uri.EscapeDataString(fixture.Provider.Password)}";
        string[] arguments = [$"{fixture.Provider.BaseAddress}player_api.php?{credentials}&action=get_vod_categories", "category_id", "category_name"];
        var temporary = ("TMPDIR", fixture.Data);

        var first = await Tool.Start("JsonArray.dll", arguments, input: null, temporary).EndAsync();
        var second = await Tool.Start("JsonArray.dll", arguments, input: null, temporary).EndAsync();

        Assert.Equal("Completed: 40 received, 40 added, 0 updated, 0 removed", first.Output.Trim());
        Assert.Equal("Completed: 40 received, 0 added, 0 updated, 0 removed", second.Output.Trim());
    }

    [Fact]
    public void The_json_array_sample_has_at_most_40_lines()
    {
        Assert.InRange(File.ReadLines(Path.Combine(Repository.Root, "samples", "JsonArray", "Program.cs")).Count(), 10, 40);
    }
}
