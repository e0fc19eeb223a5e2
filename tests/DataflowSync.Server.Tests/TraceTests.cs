using System.Text.Json.Nodes;
using DataflowSync.Server.Tests.Setup;
using DataflowSync.Testing;

namespace DataflowSync.Server.Tests;

/// <summary>What the server shows of a run while it goes on, and keeps of it afterwards.</summary>
public sealed class TraceTests
{
    [Fact]
    public async Task A_run_is_watched_with_its_steps_the_fill_of_its_blocks_and_its_rates()
    {
        await using var server = await RunningServer.StartAsync(configureSync: sync => sync.Engine.BatchSize = 20);
        await server.AddProfileAsync();
        server.Provider.Faults.Add(Fault.Status(503) with { Target = "channels", Times = 1 });
        await using var stream = await server.WatchAsync("/api/live");

        (await server.PostAsync("/api/profiles/home/sync")).Expect(202);

        Assert.Equal("Completed", await stream.EndOfRunAsync());
        var movies = stream.Events.Where(run => run["currentStep"]!.GetValue<string>() == "Syncing movies...").ToList();
        var fills = movies.Select(run => run["blocks"]!.AsObject()).Where(blocks => blocks.Count > 0).ToList();
        Assert.NotEmpty(fills);
        Assert.All(fills, blocks => Assert.Equal(["fetch", "parse", "batch", "store"], blocks.Select(block => block.Key)));
        Assert.All(fills.SelectMany(blocks => blocks), fill => Assert.InRange(fill.Value!.GetValue<double>(), 0, 1));
        var last = stream.Events[^1];
        Assert.Equal((1, 6, 0), (last["retries"]!.GetValue<int>(), last["steps"]!.AsArray().Count, last["blocks"]!.AsObject().Count));
        Assert.Equal(("channels", "Completed", 120, 2), Step(last["steps"]![1]!));
        Assert.True(last["bytesPerSecond"]!.GetValue<long>() > 0);

        static (string, string, int, int) Step(JsonNode step) =>
            (step["name"]!.GetValue<string>(), step["status"]!.GetValue<string>(), step["items"]!.GetValue<int>(), step["attempts"]!.GetValue<int>());
    }

    [Fact]
    public async Task The_spans_of_a_run_are_kept_as_a_tree_under_its_id()
    {
        await using var server = await RunningServer.StartAsync();
        await server.AddProfileAsync();
        server.Provider.Faults.Add(Fault.Status(503) with { Target = "movies", Times = 1 });
        await server.SyncAsync();
        var run = (await server.LastRunAsync())["runId"]!.GetValue<string>();

        var trace = (await server.GetAsync($"/api/profiles/home/runs/{run}/trace")).Expect(200).Json;

        var spans = trace["spans"]!.AsArray().Select(span => span!).ToList();
        var root = Assert.Single(spans, span => span["parentSpanId"] is null);
        Assert.Equal("dataflowsync.run", Name(root));
        var known = spans.Select(span => span["spanId"]!.GetValue<string>()).ToHashSet();
        Assert.All(spans.Except([root]), span => Assert.Contains(span["parentSpanId"]!.GetValue<string>(), known));
        Assert.Equal(6, spans.Count(span => Name(span) == "dataflowsync.step"));
        Assert.Equal(7, spans.Count(span => Name(span) == "dataflowsync.attempt"));
        var failed = Assert.Single(spans, span => Name(span) == "dataflowsync.attempt" && span["isError"]!.GetValue<bool>());
        Assert.Equal(("movies", "HttpStatus"), (Attribute(failed, "dataflowsync.step"), Attribute(failed, "error.type")));
        Assert.All(spans, span => Assert.InRange(span["startMs"]!.GetValue<double>() + span["durationMs"]!.GetValue<double>(), 0, trace["durationMs"]!.GetValue<double>() + 1));
        Assert.DoesNotContain(server.Provider.Username, trace.ToJsonString(), StringComparison.Ordinal);

        static string Name(JsonNode span) => span["name"]!.GetValue<string>();
        static string Attribute(JsonNode span, string name) => span["attributes"]![name]!.GetValue<string>();
    }

    [Fact]
    public async Task Two_servers_of_a_process_keep_every_span_once()
    {
        await using var server = await RunningServer.StartAsync();
        await using var other = await RunningServer.StartAsync();
        await server.AddProfileAsync();
        await server.SyncAsync();
        var run = (await server.LastRunAsync())["runId"]!.GetValue<string>();

        var trace = (await server.GetAsync($"/api/profiles/home/runs/{run}/trace")).Expect(200).Json;

        var ids = trace["spans"]!.AsArray().Select(span => span!["spanId"]!.GetValue<string>()).ToList();
        Assert.Equal(ids.Distinct(), ids);
    }

    [Fact]
    public async Task A_trace_is_its_profiles_alone_and_gone_when_the_server_was()
    {
        await using var server = await RunningServer.StartAsync();
        await server.AddProfileAsync();
        await server.AddProfileAsync("other");
        await server.SyncAsync();
        var run = (await server.LastRunAsync())["runId"]!.GetValue<string>();

        (await server.GetAsync($"/api/profiles/other/runs/{run}/trace")).Problem(404);
        (await server.GetAsync("/api/profiles/home/runs/none/trace")).Problem(404);
        await server.StopServerAsync();
        await server.StartServerAsync();
        (await server.GetAsync($"/api/profiles/home/runs/{run}/trace")).Problem(404);
    }

    [Fact]
    public async Task Of_a_run_with_very_many_batches_the_first_spans_are_kept_and_the_others_counted()
    {
        await using var server = await RunningServer.StartAsync(provider => provider.Movies = 1_500, configureSync: sync => sync.Engine.BatchSize = 1);
        await server.AddProfileAsync();
        await server.SyncAsync(body: """{"steps":["movies"]}""");
        var run = (await server.LastRunAsync())["runId"]!.GetValue<string>();

        var trace = (await server.GetAsync($"/api/profiles/home/runs/{run}/trace")).Expect(200).Json;

        Assert.InRange(trace["spans"]!.AsArray().Count, 1_000, 1_020);
        Assert.InRange(trace["omitted"]!.GetValue<int>(), 500, 510);
        var names = trace["spans"]!.AsArray().Select(span => span!["name"]!.GetValue<string>()).ToHashSet();
        Assert.Superset(new HashSet<string> { "dataflowsync.attempt", "dataflowsync.publish", "dataflowsync.account_check" }, names);
    }
}
