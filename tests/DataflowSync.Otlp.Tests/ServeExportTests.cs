using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using DataflowSync.Cli.Tests;
using DataflowSync.Otlp.Tests.Collecting;
using Opentelemetry.Proto.Metrics.V1;

namespace DataflowSync.Otlp.Tests;

/// <summary>What a collector gets of a server, and what the server goes on to do by itself.</summary>
public sealed class ServeExportTests
{
    private static readonly TimeSpan LongEnough = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Exemplars_and_logs_of_a_server_lead_to_the_spans_of_its_runs()
    {
        await using var collector = await Collector.StartAsync();
        await using var fixture = await ToolFixture.StartAsync();
        await using var tool = Serve(fixture, [.. collector.Variables(), ("OTEL_METRIC_EXPORT_INTERVAL", "200"), ("OTEL_BSP_SCHEDULE_DELAY", "200")]);
        using var client = await ClientAsync(tool);
        await SyncAsync(client, fixture);

        // While it runs, not only at its end.
        var collected = await collector.WaitAsync(all => all.Named("dataflowsync.run").Any() && Exemplars(all, "dataflowsync.run.duration").Any());
        var metrics = await client.GetStringAsync("/metrics");
        await tool.SignalAsync("TERM");
        var result = await tool.EndAsync();

        Assert.Equal(0, result.ExitCode);
        Assert.DoesNotContain("telemetry", result.Errors, StringComparison.Ordinal);
        Assert.Contains("dataflowsync_run_duration_seconds_count", metrics, StringComparison.Ordinal);
        var run = Assert.Single(collected.Named("dataflowsync.run"));
        Assert.Equal(run.TraceId, Assert.Single(Exemplars(collected, "dataflowsync.run.duration")).TraceId);
        Assert.Equal("home", Collected.Attributes(run.Attributes)["dataflowsync.profile.id"]);
        var ended = collector.Collected;
        Assert.Contains(ended.Logs, record => record.TraceId.Equals(run.TraceId) && record.Body.StringValue.Contains("ended as Completed after", StringComparison.Ordinal));
        Assert.All(ended.LogCategories, category => Assert.StartsWith("DataflowSync", category, StringComparison.Ordinal));
        Assert.All(ended.Resources, resource => Assert.Equal("dataflowsync", resource["service.name"]));
        Assert.DoesNotContain(ended.Metrics.SelectMany(Tags), tag => tag.Value.Contains("home", StringComparison.Ordinal));
        Assert.All(ended.Metrics.Where(metric => metric.Name.StartsWith("http.client", StringComparison.Ordinal)), metric => Assert.Fail(metric.Name));
    }

    [Theory]
    [InlineData("OTEL_SDK_DISABLED", "true")]
    [InlineData("OTEL_METRICS_EXPORTER", "none")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1")]
    public async Task The_servers_own_metrics_and_traces_go_on_whatever_the_environment_says(string name, string value)
    {
        await using var fixture = await ToolFixture.StartAsync();
        await using var tool = Serve(fixture, [(name, value)]);
        using var client = await ClientAsync(tool);
        await SyncAsync(client, fixture);

        var run = await RunAsync(client);
        var trace = JsonNode.Parse(await client.GetStringAsync($"/api/profiles/home/runs/{run}/trace"))!;
        var metrics = await client.GetStringAsync("/metrics");
        await tool.SignalAsync("TERM");
        var result = await tool.EndAsync();

        Assert.Equal(0, result.ExitCode);
        Assert.NotEmpty(trace["spans"]!.AsArray());
        Assert.Contains("dataflowsync_run_duration_seconds_count", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_whose_collector_never_answers_ends_with_0_and_says_so_once()
    {
        await using var collector = await Collector.StartAsync(CollectorAnswer.Nothing);
        await using var fixture = await ToolFixture.StartAsync();
        await using var tool = Serve(fixture, collector.Variables());
        using var client = await ClientAsync(tool);
        await SyncAsync(client, fixture);
        await RunAsync(client);

        await tool.SignalAsync("TERM");
        var result = await tool.EndAsync();

        Assert.Equal(0, result.ExitCode);
        Assert.Single(result.ErrorLines, line => line == "dataflowsync: warning: telemetry could not be delivered, or not all of it");
        Assert.InRange(collector.Requests.Count, 1, 3);
    }

    private static Tool Serve(ToolFixture fixture, (string Name, string Value)[] environment) =>
        Tool.Start(["serve", "--data", Path.Combine(fixture.Data, "catalogs"), "--urls", "http://127.0.0.1:0"], environment: environment);

    private static async Task<HttpClient> ClientAsync(Tool tool) => new() { BaseAddress = new Uri(await tool.FirstLine.WaitAsync(LongEnough)) };

    private static async Task SyncAsync(HttpClient client, ToolFixture fixture)
    {
        var profile = new JsonObject
        {
            ["id"] = "home",
            ["url"] = $"{fixture.Provider.BaseAddress}",
            ["username"] = fixture.Provider.Username,
            ["password"] = fixture.Provider.Password,
        };
        await PostAsync(client, "/api/profiles", profile.ToJsonString());
        await PostAsync(client, "/api/profiles/home/sync", "{}");
    }

    /// <summary>Waits for the end of the run.</summary>
    private static async Task<string> RunAsync(HttpClient client)
    {
        using var deadline = new CancellationTokenSource(LongEnough);
        while (true)
        {
            using var response = await client.GetAsync("/api/profiles/home/runs", deadline.Token);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            var runs = JsonNode.Parse(await response.Content.ReadAsStreamAsync(deadline.Token))!;
            if ((runs as JsonArray ?? runs["runs"] as JsonArray) is [{ } run, ..])
            {
                return run["runId"]!.GetValue<string>();
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, deadline.Token);
        }
    }

    private static async Task PostAsync(HttpClient client, string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await client.PostAsync(path, content);
        Assert.True(response.IsSuccessStatusCode, $"{path}: {response.StatusCode}");
    }

    private static IEnumerable<Exemplar> Exemplars(Collected collected, string name) => collected.Metrics
        .Where(metric => metric.Name == name).TakeLast(1).SelectMany(metric => metric.Histogram.DataPoints).SelectMany(point => point.Exemplars);

    private static IEnumerable<KeyValuePair<string, string>> Tags(Metric metric) =>
        (metric.Sum?.DataPoints.SelectMany(point => point.Attributes) ?? [])
        .Concat(metric.Gauge?.DataPoints.SelectMany(point => point.Attributes) ?? [])
        .Concat(metric.Histogram?.DataPoints.SelectMany(point => point.Attributes) ?? [])
        .Select(attribute => KeyValuePair.Create(attribute.Key, attribute.Value.StringValue));
}
