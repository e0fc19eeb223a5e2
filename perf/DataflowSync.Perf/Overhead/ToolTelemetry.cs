namespace DataflowSync.Perf.Overhead;

/// <summary>A way to listen to a sync by the tool.</summary>
/// <param name="Name">For the table.</param>
/// <param name="Arguments">What the command line has more.</param>
/// <param name="Environment">What the environment has more.</param>
internal sealed record ToolTelemetry(string Name, IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string> Environment)
{
    public static ToolTelemetry None { get; } = new("none", [], new Dictionary<string, string>());

    /// <summary>A listener that is told every span, and nothing of an SDK.</summary>
    public static ToolTelemetry Listener { get; } = None with { Name = "tool, listener to spans: `--trace-file /dev/null`", Arguments = ["--trace-file", "/dev/null"] };

    /// <summary>The SDK, sending traces and metrics.</summary>
    public static ToolTelemetry Otlp(string endpoint) => None with
    {
        Name = "tool, SDK: traces and metrics by OTLP",
        Environment = new Dictionary<string, string>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = endpoint,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_LOGS_EXPORTER"] = "none",
        },
    };
}
