using DataflowSync.Testing;

namespace DataflowSync.Cli.Tests;

public sealed class VerifyCommandTests
{
    [Fact]
    public async Task Damage_of_any_file_is_found_named_and_healed_by_the_next_sync()
    {
        await using var fixture = await ToolFixture.StartAsync(options => options.Movies = 12_000);
        await fixture.SyncAsync();
        fixture.Provider.Catalog.Movies.Change(80);
        await fixture.SyncAsync();
        var whole = await fixture.RunAsync("verify");
        Assert.Equal((0, "12280 documents verified\n", string.Empty), (whole.ExitCode, whole.Output, whole.Errors));

        var files = Directory.GetFiles(Path.Combine(fixture.Data, "home"), "movies.*").Append("pointer.json").Append("history.json").Select(Path.GetFileName).ToList();
        Assert.Equal(8, files.Count);
        foreach (var file in files)
        {
            await fixture.DamageAsync(file!);
            var damaged = await fixture.RunAsync("verify");
            Assert.Equal((1, string.Empty), (damaged.ExitCode, damaged.Errors));
            Assert.Contains($"{file} is damaged", Assert.Single(damaged.Lines), StringComparison.Ordinal);
            await fixture.DamageAsync(file!);
        }

        await fixture.DamageAsync(files.Single(file => file!.EndsWith(".overlay.db", StringComparison.Ordinal))!);
        var healing = await fixture.SyncAsync();

        Assert.Equal((0, "added=12000"), (healing.ExitCode, healing.Counts("movies", "added")));
        Assert.Contains(healing.Step("movies")["warnings"]!.AsArray(), warning => warning!.GetValue<string>().Contains("is damaged", StringComparison.Ordinal));
        Assert.Equal(whole.Output, (await fixture.RunAsync("verify")).Output);
        await fixture.AssertExportsEqualTheProviderAsync();
    }

    [Fact]
    public async Task A_damaged_pointer_and_history_are_replaced_by_the_next_sync()
    {
        await using var fixture = await ToolFixture.StartAsync();
        await fixture.SyncAsync();
        await fixture.DamageAsync("pointer.json");
        await fixture.DamageAsync("history.json");
        Assert.Equal(["history.json is damaged.", "pointer.json is damaged."], (await fixture.RunAsync("verify")).Lines);

        var healing = await fixture.SyncAsync();

        Assert.Equal((0, "added=400"), (healing.ExitCode, healing.Counts("movies", "added")));
        Assert.Equal((0, "680 documents verified\n"), await VerifiedAsync(fixture));
    }

    [Fact]
    public async Task A_run_that_cannot_read_what_is_published_still_prints_its_report()
    {
        await using var fixture = await ToolFixture.StartAsync();
        await fixture.SyncAsync();
        await fixture.DamageAsync("pointer.json");
        fixture.Provider.Faults.Add(Fault.Status(404) with { Target = "channels", Times = null });

        var result = await fixture.SyncAsync("--steps", "channels");

        Assert.Equal((1, "Failed", 0), (result.ExitCode, result.Json["status"]!.GetValue<string>(), result.Json["channelsSynced"]!.GetValue<int>()));
    }

    private static async Task<(int ExitCode, string Output)> VerifiedAsync(ToolFixture fixture)
    {
        var result = await fixture.RunAsync("verify");
        return (result.ExitCode, result.Output);
    }
}
