using DataflowSync.Cli.Tests;
using DataflowSync.Otlp.Tests.Collecting;
using DataflowSync.Testing;
using Opentelemetry.Proto.Metrics.V1;
using Opentelemetry.Proto.Trace.V1;

namespace DataflowSync.Otlp.Tests;

/// <summary>What a collector gets of a sync.</summary>
public sealed class SyncExportTests
{
    private static readonly Dictionary<string, string[]> ChildrenOf = new()
    {
        ["dataflowsync.run"] = ["dataflowsync.account_check", "dataflowsync.step"],
        ["dataflowsync.step"] = ["dataflowsync.attempt"],
        ["dataflowsync.attempt"] = ["dataflowsync.fetch", "dataflowsync.parse", "dataflowsync.store_batch", "dataflowsync.publish"],
        ["dataflowsync.publish"] = ["dataflowsync.publish.write", "dataflowsync.publish.flush", "dataflowsync.publish.switch"],
    };

    [Theory]
    [InlineData("http/protobuf")]
    [InlineData("grpc")]
    public async Task The_spans_are_one_tree_with_what_a_retry_made_good(string protocol)
    {
        await using var collector = await Collector.StartAsync();
        var spans = (await SyncAsync(collector, collector.Variables(protocol))).Spans;

        var byId = spans.ToDictionary(span => span.SpanId);
        var run = Assert.Single(spans, span => span.ParentSpanId.IsEmpty);
        Assert.Equal("dataflowsync.run", run.Name);
        Assert.All(spans.Where(span => span != run), span =>
        {
            var parent = byId[span.ParentSpanId];
            Assert.Contains(span.Name, ChildrenOf[parent.Name]);
            Assert.Equal(run.TraceId, span.TraceId);
            Assert.InRange(span.StartTimeUnixNano, parent.StartTimeUnixNano, span.EndTimeUnixNano);
        });
        Assert.All(ChildrenOf.Values.SelectMany(names => names), name => Assert.Contains(spans, span => span.Name == name));

        var attempts = spans.Where(span => span.Name == "dataflowsync.attempt" && Attribute(span, "dataflowsync.step") == "movies").ToList();
        Assert.Equal(
            ["1 Failed HttpStatus Error", "2 Completed  Unset"],
            attempts.Select(span =>
                $"{Attribute(span, "dataflowsync.attempt.number")} {Attribute(span, "dataflowsync.result")} {Attribute(span, "error.type")} {span.Status?.Code ?? Status.Types.StatusCode.Unset}"));
        var link = Assert.Single(attempts[1].Links);
        Assert.Equal((attempts[0].TraceId, attempts[0].SpanId), (link.TraceId, link.SpanId));
        Assert.All(spans.Where(span => span.Name == "dataflowsync.attempt" && span != attempts[1]), span => Assert.Empty(span.Links));
        var retry = Assert.Single(byId[attempts[0].ParentSpanId].Events, happened => happened.Name == "dataflowsync.retry");
        Assert.Equal("HttpStatus", Collected.Attributes(retry.Attributes)["error.type"]);
        Assert.Equal(("home", "Completed", null), (Attribute(run, "dataflowsync.profile.id"), Attribute(run, "dataflowsync.result"), Attribute(run, "error.type")));
    }

    [Fact]
    public async Task The_metrics_have_their_units_and_are_those_of_the_ended_run()
    {
        await using var collector = await Collector.StartAsync();
        var collected = await SyncAsync(collector, collector.Variables());

        Assert.Equal(
            new SortedDictionary<string, string>(StringComparer.Ordinal)
            {
                ["dataflowsync.run.duration"] = "s",
                ["dataflowsync.run.active"] = "{run}",
                ["dataflowsync.step.duration"] = "s",
                ["dataflowsync.items"] = "{item}",
                ["dataflowsync.fetch.io"] = "By",
                ["dataflowsync.batch.size"] = "{item}",
                ["dataflowsync.batch.duration"] = "s",
                ["dataflowsync.publish.duration"] = "s",
                ["dataflowsync.retries"] = "{retry}",
                ["dataflowsync.profiles"] = "{profile}",
                ["dataflowsync.last_success.time"] = "s",
            },
            new SortedDictionary<string, string>(
                collected.Metrics.Where(IsOurs).ToDictionary(metric => metric.Name, metric => metric.Unit),
                StringComparer.Ordinal));
        var added = collected.Metric("dataflowsync.items").Sum;
        Assert.True(added.IsMonotonic);
        Assert.Equal(
            ("channels 120", "movies 400", "series 80"),
            (Count("channels"), Count("movies"), Count("series")));
        var retry = Assert.Single(collected.Metric("dataflowsync.retries").Sum.DataPoints);
        Assert.Equal(
            (1, "movies", "HttpStatus"),
            (retry.AsInt, Collected.Attributes(retry.Attributes)["dataflowsync.step"], Collected.Attributes(retry.Attributes)["error.type"]));
        Assert.Equal(6, collected.Metric("dataflowsync.last_success.time").Gauge.DataPoints.Count);

        // What blocks hold is told only of graphs that run.
        static bool IsOurs(Metric metric) =>
            metric.Name.StartsWith("dataflowsync.", StringComparison.Ordinal) && !metric.Name.StartsWith("dataflowsync.block.", StringComparison.Ordinal);

        string Count(string step) => string.Join(' ', added.DataPoints.Where(point => Has(point, step, "added")).Select(point => $"{step} {point.AsInt}"));
    }

    [Fact]
    public async Task A_measurement_leads_to_the_trace_it_was_taken_in()
    {
        await using var collector = await Collector.StartAsync();
        var collected = await SyncAsync(collector, collector.Variables());

        var spans = collected.Spans.Select(span => (span.TraceId, span.SpanId)).ToHashSet();
        var exemplars = collected.Metrics.Where(metric => metric.DataCase == Metric.DataOneofCase.Histogram)
            .SelectMany(metric => metric.Histogram.DataPoints).SelectMany(point => point.Exemplars).ToList();
        Assert.NotEmpty(exemplars);
        Assert.All(exemplars, exemplar => Assert.Contains((exemplar.TraceId, exemplar.SpanId), spans));
    }

    [Fact]
    public async Task The_log_is_the_softwares_own_and_leads_to_the_spans()
    {
        await using var collector = await Collector.StartAsync();
        var collected = await SyncAsync(collector, collector.Variables());

        Assert.All(collected.LogCategories, category => Assert.StartsWith("DataflowSync", category, StringComparison.Ordinal));
        var spans = collected.Spans.Select(span => (span.TraceId, span.SpanId)).ToHashSet();
        Assert.All(collected.Logs, record => Assert.Contains((record.TraceId, record.SpanId), spans));
        var retry = Assert.Single(collected.Logs, record => record.Body.StringValue.Contains("attempt 1 failed (HttpStatus", StringComparison.Ordinal));
        Assert.Equal("Warning", retry.SeverityText);
        Assert.Equal("movies", Collected.Attributes(retry.Attributes)["Operation"]);
        Assert.Contains(collected.Logs, record => record.Body.StringValue.Contains("ended as Completed after", StringComparison.Ordinal));
    }

    [Fact]
    public async Task All_say_which_service_they_are_from_and_the_environment_may_say_more()
    {
        await using var collector = await Collector.StartAsync();
        var unnamed = await SyncAsync(collector, collector.Variables());
        await using var other = await Collector.StartAsync();
        var named = await SyncAsync(
            other, [.. other.Variables(), ("OTEL_SERVICE_NAME", "panel-sync"), ("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment.name=test")]);

        Assert.All(unnamed.Resources, resource => Assert.Equal(("dataflowsync", true), (resource["service.name"], resource["service.version"].Length > 0)));
        Assert.All(named.Resources, resource => Assert.Equal(("panel-sync", "test"), (resource["service.name"], resource["deployment.environment.name"])));
        Assert.Equal((3, 3), (unnamed.Resources.Count(), named.Resources.Count()));
    }

    [Fact]
    public async Task Only_what_is_asked_for_is_sent()
    {
        await using var collector = await Collector.StartAsync();
        var endpoint = collector.Address();
        await SyncAsync(collector, [("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", $"{endpoint}/v1/traces"), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")]);
        Assert.All(collector.Requests, request => Assert.Equal(CollectedRequest.TracesPath, request.Path));
        var traces = collector.Requests.Count;

        await SyncAsync(collector, [.. collector.Variables(), ("OTEL_TRACES_EXPORTER", "none"), ("OTEL_METRICS_EXPORTER", "none")]);
        Assert.NotEqual(0, traces);
        Assert.All(collector.Requests.Skip(traces), request => Assert.Equal(CollectedRequest.LogsPath, request.Path));
        var all = collector.Requests.Count;
        Assert.NotEqual(traces, all);

        await SyncAsync(collector, [.. collector.Variables(), ("OTEL_SDK_DISABLED", "true")]);
        Assert.Equal(all, collector.Requests.Count);
    }

    [Fact]
    public async Task A_signal_may_go_elsewhere_in_its_own_way()
    {
        await using var collector = await Collector.StartAsync();
        await using var own = await Collector.StartAsync();
        await SyncAsync(
            collector,
            [
                .. collector.Variables("grpc"), ("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", $"{own.Address()}/v1/metrics"),
                ("OTEL_EXPORTER_OTLP_METRICS_PROTOCOL", "http/protobuf"), ("OTEL_EXPORTER_OTLP_METRICS_HEADERS", "tenant=seven"),
                ("OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE", "delta"),
            ]);

        Assert.Equal([CollectedRequest.LogsService, CollectedRequest.TracesService], collector.Requests.Select(request => request.Path).Distinct().Order(StringComparer.Ordinal));
        Assert.All(own.Requests, request => Assert.Equal((CollectedRequest.MetricsPath, "seven"), (request.Path, request.Headers["tenant"])));
        Assert.Equal(AggregationTemporality.Delta, own.Collected.Metric("dataflowsync.items").Sum.AggregationTemporality);
        Assert.All(collector.Requests, request => Assert.DoesNotContain("tenant", request.Headers));
    }

    [Fact]
    public async Task The_environment_samples()
    {
        await using var collector = await Collector.StartAsync();

        var collected = await SyncAsync(collector, [.. collector.Variables(), ("OTEL_TRACES_SAMPLER", "always_off")]);

        Assert.Empty(collected.Spans);
        Assert.NotEmpty(collected.Metrics);
    }

    [Fact]
    public async Task The_two_syncs_of_the_demo_are_two_traces()
    {
        await using var collector = await Collector.StartAsync();
        var directory = Directory.CreateTempSubdirectory("dataflowsync-otlp-");
        try
        {
            var result = await Tool.Start(
                ["demo", "--channels", "30", "--movies", "200", "--series", "30", "--data", directory.FullName], environment: collector.Variables()).EndAsync();

            Assert.Equal(0, result.ExitCode);
            Assert.Equal(2, collector.Collected.Named("dataflowsync.run").Select(run => run.TraceId).Distinct().Count());
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    /// <summary>A sync whose list of movies fails once.</summary>
    private static async Task<Collected> SyncAsync(Collector collector, (string Name, string Value)[] environment)
    {
        await using var fixture = await ToolFixture.StartAsync();
        fixture.Provider.Faults.Add(Fault.Status(503) with { Target = "movies", Times = 1 });
        var result = await Tool.Start(fixture.SyncArguments("--json", "--quiet"), environment: environment).EndAsync();
        Assert.Equal((0, string.Empty), (result.ExitCode, result.Errors));
        Assert.Equal("Completed", result.Json["status"]!.GetValue<string>());
        return collector.Collected;
    }

    private static bool Has(NumberDataPoint point, string step, string outcome) =>
        Collected.Attributes(point.Attributes) is var tags && tags["dataflowsync.step"] == step && tags["dataflowsync.item.outcome"] == outcome;

    private static string? Attribute(Span span, string name) => Collected.Attributes(span.Attributes).GetValueOrDefault(name);
}
