using System.Text.Json.Nodes;
using DataflowSync.Testing;

namespace DataflowSync.Cli.Tests;

/// <summary>What a person reads and a script gets when a provider seems to have nothing.</summary>
public sealed class EmptyAnswerTests
{
    private static readonly (string Step, Fault Fault, string Status, string? Code, int Attempts, string Words)[] Answers =
    [
        ("channel-categories", Fault.Body("[]"), "Guarded", null, 1, "guarded: 0 items were fetched where 20 are published; the next fetch like it, or consent, publishes"),
        ("channels", Fault.Body("null"), "Failed", "NullBody", 2, "the provider answered null (2 attempts)"),
        ("movie-categories", Fault.Body("false"), "Failed", "UnexpectedShape", 1, "the provider sent a single value where a list is expected"),
        ("movies", Fault.Body(" \n"), "Failed", "EmptyBody", 2, "the provider sent an empty answer (2 attempts)"),
        ("series-categories", Fault.Body("<html></html>", "text/html"), "Failed", "NotJson", 1, "the provider sent a web page instead of data; another User-Agent may help"),
        ("series", Fault.Body("""{"error":"busy"}"""), "Failed", "ProviderError", 2, "the provider reports an error: busy (2 attempts)"),
    ];

    [Fact]
    public async Task Each_is_told_by_its_name_and_costs_nothing()
    {
        await using var fixture = await ToolFixture.StartAsync();
        Assert.Equal(0, (await fixture.SyncAsync()).ExitCode);
        foreach (var answer in Answers)
        {
            Fail(fixture, answer.Step, answer.Fault);
        }

        var result = await fixture.SyncAsync("--retries", "1");
        var status = (await fixture.RunAsync("status", "--json")).Json;

        Assert.Equal((3, "Partial"), (result.ExitCode, result.Json["status"]!.GetValue<string>()));
        Assert.Equal(Answers.Select(answer => $"{answer.Step}: {answer.Words}"), result.Json["errors"]!.AsArray().Select(line => line!.GetValue<string>()));
        foreach (var answer in Answers)
        {
            var step = result.Step(answer.Step);
            Assert.Equal(
                (answer.Status, answer.Code, answer.Attempts, 0),
                (step["status"]!.GetValue<string>(), step["error"]?["code"]!.GetValue<string>(), step["attempts"]!.GetValue<int>(), step["removed"]!.GetValue<int>()));
        }

        var guard = Assert.Single(status["guards"]!.AsArray())!;
        Assert.Equal(("channel-categories", 0), (guard["step"]!.GetValue<string>(), guard["count"]!.GetValue<int>()));
        await fixture.AssertExportsEqualTheProviderAsync();

        fixture.Provider.Faults.Clear();
        Assert.Equal(0, (await fixture.SyncAsync()).ExitCode);
        Assert.Empty((await fixture.RunAsync("status", "--json")).Json["guards"]!.AsArray());
    }

    [Fact]
    public async Task Nothing_but_failures_is_a_failed_run_and_a_held_back_list_alone_a_partial_one()
    {
        await using var fixture = await ToolFixture.StartAsync();
        await fixture.SyncAsync();
        Fail(fixture, "channels", Fault.Body("false"));
        Fail(fixture, "movies", Fault.Body("{}"));
        Fail(fixture, "series", Fault.Body("""{"user_info":{"auth":0}}"""));

        var failed = await fixture.SyncAsync("--steps", "channels");
        var held = await fixture.SyncAsync("--steps", "movies");
        var refused = await fixture.SyncAsync("--steps", "movie-categories,series-categories,series");

        Assert.Equal((1, "Failed"), (failed.ExitCode, failed.Json["status"]!.GetValue<string>()));
        Assert.Equal((3, "Partial", "Guarded"), (held.ExitCode, held.Json["status"]!.GetValue<string>(), held.Step("movies")["status"]!.GetValue<string>()));
        Assert.Equal((1, "Failed", "AuthRejected"), (refused.ExitCode, refused.Json["status"]!.GetValue<string>(), refused.Json["error"]!["code"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Accepting_a_shrink_holds_for_what_was_held_back_and_for_one_run()
    {
        await using var fixture = await ToolFixture.StartAsync();
        await fixture.SyncAsync("--steps", "movies");
        var movies = fixture.Provider.Catalog.Movies;
        movies.Remove(200);
        Assert.Equal("Guarded", await SyncAsync());

        movies.Remove(100);
        Assert.Equal("Guarded", await SyncAsync("--accept-shrink"));
        Assert.Equal("Completed", await SyncAsync("--accept-shrink=movies"));
        Assert.Equal(100, (await fixture.RunAsync("status", "--json")).Json["datasets"]!["movies"]!.GetValue<int>());

        movies.Clear();
        Assert.Equal("Guarded", await SyncAsync());
        Assert.Equal(0, (await fixture.RunAsync("status", "--json")).Json["guards"]![0]!["count"]!.GetValue<int>());

        async Task<string> SyncAsync(params string[] more) =>
            (await fixture.SyncAsync(["--steps", "movies", .. more])).Step("movies")["status"]!.GetValue<string>();
    }

    private static void Fail(ToolFixture fixture, string target, Fault fault) => fixture.Provider.Faults.Add(fault with { Target = target, Times = null });
}
