using DataflowSync.Hosting.Tests.Setup;
using DataflowSync.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace DataflowSync.Hosting.Tests.Telemetry;

/// <summary>What <c>AddDataflowSyncInstrumentation</c> brings into the SDK of OpenTelemetry. Others in the process are heard too.</summary>
public sealed class InstrumentationTests
{
    [Fact]
    public async Task A_retry_is_seen_in_the_metrics_of_Polly_by_its_step_and_without_a_line_in_the_log()
    {
        var metrics = new List<Metric>();
        using var meters = Sdk.CreateMeterProviderBuilder().AddDataflowSyncInstrumentation().AddInMemoryExporter(metrics).Build();
        await using var fixture = await HostFixture.StartAsync();
        fixture.Provider.Faults.Add(Fault.Status(503) with { Target = "movies" });
        var host = fixture.Build(settings: fixture.Settings(("Engine:RetryDelay", "00:00:00")));
        await host.StartAsync();

        var report = await host.Services.GetRequiredService<ICatalogSync>().RunAsync("home").WaitAsync(World.LongEnough);

        Assert.Equal(2, report.Steps.Single(step => step.Name == "movies").Attempts);
        meters.ForceFlush();
        var retries = Points(metrics, "resilience.polly.strategy.events").Where(tags => $"{tags["event.name"]}" == "OnRetry").ToList();
        Assert.Contains(retries, tags => ($"{tags["pipeline.name"]}", $"{tags["operation.key"]}") == ("dataflowsync.retry", "movies"));
        Assert.Contains(Points(metrics, "resilience.polly.pipeline.duration"), tags => $"{tags["operation.key"]}" == "account check");

        // Whatever runs in the process meanwhile: few tags, and of each few values.
        string[] known = ["event.name", "event.severity", "pipeline.name", "strategy.name", "operation.key", "exception.type", "attempt.number", "attempt.handled"];
        Assert.All(metrics.Where(metric => metric.MeterName == "Polly").SelectMany(metric => Points(metrics, metric.Name)), tags => Assert.Subset(known.ToHashSet(), tags.Keys.ToHashSet()));
        Assert.DoesNotContain(fixture.Log.Lines, line => line.Level >= LogLevel.Information && line.Text.Contains("Resilience", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_exemplars_of_the_durations_point_to_the_spans_of_a_run()
    {
        var metrics = new List<Metric>();
        var spans = new List<System.Diagnostics.Activity>();
        using var traces = Sdk.CreateTracerProviderBuilder().AddDataflowSyncInstrumentation().AddInMemoryExporter(spans).Build();
        using var meters = Sdk.CreateMeterProviderBuilder()
            .AddDataflowSyncInstrumentation().SetExemplarFilter(ExemplarFilterType.TraceBased).AddInMemoryExporter(metrics).Build();
        await using var fixture = await HostFixture.StartAsync();
        var host = await fixture.StartHostAsync();

        await host.Services.GetRequiredService<ICatalogSync>().RunAsync("home").WaitAsync(World.LongEnough);

        meters.ForceFlush();
        traces.ForceFlush();
        foreach (var (metric, name) in new[]
        {
            ("dataflowsync.run.duration", "dataflowsync.run"),
            ("dataflowsync.step.duration", "dataflowsync.step"),
            ("dataflowsync.batch.duration", "dataflowsync.store_batch"),
            ("dataflowsync.publish.duration", "dataflowsync.publish"),
        })
        {
            var known = spans.ToArray().Where(span => span.OperationName == name).Select(span => (span.TraceId, span.SpanId)).ToHashSet();
            Assert.Contains(Exemplars(metrics, metric), exemplar => known.Contains((exemplar.TraceId, exemplar.SpanId)));
        }
    }

    private static IEnumerable<Dictionary<string, object?>> Points(List<Metric> metrics, string name)
    {
        foreach (var metric in metrics.Where(metric => metric.Name == name))
        {
            foreach (ref readonly var point in metric.GetMetricPoints())
            {
                var tags = new Dictionary<string, object?>();
                foreach (var tag in point.Tags)
                {
                    tags[tag.Key] = tag.Value;
                }

                yield return tags;
            }
        }
    }

    private static List<Exemplar> Exemplars(List<Metric> metrics, string name)
    {
        var found = new List<Exemplar>();
        foreach (var metric in metrics.Where(metric => metric.Name == name))
        {
            foreach (ref readonly var point in metric.GetMetricPoints())
            {
                if (point.TryGetExemplars(out var exemplars))
                {
                    foreach (ref readonly var exemplar in exemplars)
                    {
                        found.Add(exemplar);
                    }
                }
            }
        }

        return found;
    }
}
