namespace DataflowSync.Otlp.Tests.Collecting;

/// <summary>A request as it came.</summary>
/// <param name="Path">Where to, of HTTP or of gRPC.</param>
/// <param name="Headers">Its headers.</param>
/// <param name="Message">The message, encoded.</param>
internal sealed record CollectedRequest(string Path, IReadOnlyDictionary<string, string> Headers, byte[] Message)
{
    public const string TracesPath = "/v1/traces";
    public const string MetricsPath = "/v1/metrics";
    public const string LogsPath = "/v1/logs";
    public const string TracesService = "/opentelemetry.proto.collector.trace.v1.TraceService/Export";
    public const string MetricsService = "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export";
    public const string LogsService = "/opentelemetry.proto.collector.logs.v1.LogsService/Export";
}
