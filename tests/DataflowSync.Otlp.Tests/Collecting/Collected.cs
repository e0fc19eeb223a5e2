using Google.Protobuf;
using Opentelemetry.Proto.Collector.Logs.V1;
using Opentelemetry.Proto.Collector.Metrics.V1;
using Opentelemetry.Proto.Collector.Trace.V1;
using Opentelemetry.Proto.Common.V1;
using Opentelemetry.Proto.Logs.V1;
using Opentelemetry.Proto.Metrics.V1;
using Opentelemetry.Proto.Trace.V1;

namespace DataflowSync.Otlp.Tests.Collecting;

/// <summary>What requests hold, decoded.</summary>
internal sealed class Collected
{
    public Collected(IEnumerable<CollectedRequest> requests)
    {
        foreach (var request in requests)
        {
            switch (request.Path)
            {
                case CollectedRequest.TracesPath or CollectedRequest.TracesService:
                    Traces.AddRange(ExportTraceServiceRequest.Parser.ParseFrom(request.Message).ResourceSpans);
                    break;
                case CollectedRequest.MetricsPath or CollectedRequest.MetricsService:
                    Measurements.AddRange(ExportMetricsServiceRequest.Parser.ParseFrom(request.Message).ResourceMetrics);
                    break;
                default:
                    Records.AddRange(ExportLogsServiceRequest.Parser.ParseFrom(request.Message).ResourceLogs);
                    break;
            }
        }
    }

    public List<ResourceSpans> Traces { get; } = [];

    public List<ResourceMetrics> Measurements { get; } = [];

    public List<ResourceLogs> Records { get; } = [];

    /// <summary>The attributes of what each export is about.</summary>
    public IEnumerable<Dictionary<string, string>> Resources =>
        Traces.Select(export => export.Resource).Concat(Measurements.Select(export => export.Resource)).Concat(Records.Select(export => export.Resource))
            .Select(resource => Attributes(resource.Attributes));

    public IReadOnlyList<Span> Spans => [.. Traces.SelectMany(export => export.ScopeSpans).SelectMany(scope => scope.Spans)];

    public IReadOnlyList<Metric> Metrics => [.. Measurements.SelectMany(export => export.ScopeMetrics).SelectMany(scope => scope.Metrics)];

    public IReadOnlyList<LogRecord> Logs => [.. Records.SelectMany(export => export.ScopeLogs).SelectMany(scope => scope.LogRecords)];

    /// <summary>The categories of what was logged.</summary>
    public IEnumerable<string> LogCategories => Records.SelectMany(export => export.ScopeLogs).Select(scope => scope.Scope.Name);

    public IEnumerable<Span> Named(string name) => Spans.Where(span => span.Name == name);

    /// <summary>The metric as it was last sent.</summary>
    public Metric Metric(string name) => Metrics.Last(metric => metric.Name == name);

    public static Dictionary<string, string> Attributes(IEnumerable<KeyValue> attributes) =>
        attributes.ToDictionary(attribute => attribute.Key, attribute => Text(attribute.Value), StringComparer.Ordinal);

    public static string Hex(ByteString id) => Convert.ToHexStringLower(id.Span);

    private static string Text(AnyValue value) => value.ValueCase switch
    {
        AnyValue.ValueOneofCase.StringValue => value.StringValue,
        AnyValue.ValueOneofCase.IntValue => $"{value.IntValue}",
        _ => value.ToString(),
    };
}
