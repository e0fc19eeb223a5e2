using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using DataflowSync.Server.Tests.Setup;
using DataflowSync.Tests.Shared;

namespace DataflowSync.Server.Tests;

public sealed partial class MonitoringTests
{
    [Fact]
    public async Task The_description_of_the_interface_is_as_approved()
    {
        await using var server = await RunningServer.StartAsync();

        Approved.Match("openapi", (await server.GetAsync("/openapi/v1.json")).Expect(200).Body + "\n");
    }

    [Fact]
    public async Task Metrics_have_the_names_that_Prometheus_makes_of_ours()
    {
        await using var server = await RunningServer.StartAsync();
        await server.AddProfileAsync("salted-name");
        Assert.Equal("Completed", await server.SyncAsync("salted-name"));
        (await server.GetAsync("/api/profiles/salted-name/catalog")).Expect(200);

        var metrics = (await server.GetAsync("/metrics")).Expect(200);

        Assert.Equal("text/plain", metrics.ContentType);
        var names = metrics.Body.Split('\n').Where(line => line.StartsWith("# TYPE ", StringComparison.Ordinal)).Select(line => line[7..]).ToHashSet();
        Assert.Superset(
            new HashSet<string>
            {
                "dataflowsync_run_duration_seconds histogram",
                "dataflowsync_run_active gauge",
                "dataflowsync_step_duration_seconds histogram",
                "dataflowsync_items_total counter",
                "dataflowsync_fetch_io_bytes_total counter",
                "dataflowsync_batch_size histogram",
                "dataflowsync_batch_duration_seconds histogram",
                "dataflowsync_publish_duration_seconds histogram",
                "dataflowsync_block_usage gauge",
                "dataflowsync_block_limit gauge",
                "dataflowsync_last_success_time_seconds gauge",
                "http_server_request_duration_seconds histogram",
                "kestrel_active_connections gauge",
                "dotnet_gc_heap_total_allocated_bytes_total counter",
            },
            names);
        var items = metrics.Body.Split('\n').Single(line => line.StartsWith("dataflowsync_items_total{", StringComparison.Ordinal)
            && line.Contains("dataflowsync_step=\"movies\"", StringComparison.Ordinal)
            && line.Contains("dataflowsync_item_outcome=\"added\"", StringComparison.Ordinal));

        // The engine's meter is the process's, and other tests sync as well.
        Assert.InRange(double.Parse(items[(items.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture), 400, double.MaxValue);
        Assert.Contains("""http_route="/api/profiles/{id}/catalog""", metrics.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("salted-name", metrics.Body, StringComparison.Ordinal);
        Assert.DoesNotContain($":{server.Provider.BaseAddress.Port}", metrics.Body, StringComparison.Ordinal);
        Assert.All(metrics.Body.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.Matches(Sample(), line));
    }

    [Fact]
    public async Task A_server_whose_disk_cannot_be_written_lives_but_is_not_ready()
    {
        await using var server = await RunningServer.StartAsync();
        (await server.GetAsync("/readyz")).Expect(200);
        Directory.Delete(server.Data, recursive: true);
        await File.WriteAllTextAsync(server.Data, "no directory any more");
        try
        {
            var answer = await server.GetAsync("/readyz");

            Assert.Equal((HttpStatusCode.ServiceUnavailable, "Unhealthy\nthe data directory cannot be written (IOException)"), (answer.Status, answer.Body));
            (await server.GetAsync("/healthz")).Expect(200);
        }
        finally
        {
            File.Delete(server.Data);
        }
    }

    /// <summary>A comment, or a name, labels, a value, and nothing else.</summary>
    [GeneratedRegex("""^(# (TYPE|HELP|UNIT|EOF).*|[a-z_][a-z0-9_]*(\{([a-z_][a-z0-9_]*="[^"]*",?)*\})? (-?[0-9.eE+-]+|\+Inf|NaN))$""")]
    private static partial Regex Sample();
}
