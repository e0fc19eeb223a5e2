using System.Diagnostics.Tracing;

namespace DataflowSync.Cli.Telemetry;

/// <summary>Notices what was not delivered. The SDK tells that to nobody else, and its texts, which hold addresses, are not passed on.</summary>
/// <param name="onFirst">Called at the first time; null for nothing.</param>
internal sealed class ExportFailures(Action? onFirst = null) : EventListener
{
    public const string Warning = "telemetry could not be delivered, or not all of it";

    private const string Exporter = "OpenTelemetry-Exporter-OpenTelemetryProtocol";
    private const string Sdk = "OpenTelemetry-Sdk";

    /// <summary>Names of events. The others are about answers that cannot be read, attributes that are left out, and the like.</summary>
    private static readonly HashSet<string> Losses =
    [
        "BatchDroppedDueToSerializationFailure", "ExistsDroppedExportProcessorItems", "ExportFailure", "ExportMethodException", "FailedToReachCollector",
        "GrpcStatusWarning", "HttpRequestFailed", "OperationUnexpectedlyCanceled", "RequestDiscardedDueToSizeLimit", "RequestTimedOut",
        "TransientHttpError", "TrySubmitRequestException",
    ];

    private int _count;

    public bool Any => Volatile.Read(ref _count) > 0;

    public void Note()
    {
        if (Interlocked.Increment(ref _count) == 1)
        {
            onFirst?.Invoke();
        }
    }

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name is Exporter or Sdk)
        {
            EnableEvents(eventSource, EventLevel.Warning);
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.EventName is { } name && Losses.Contains(name))
        {
            Note();
        }
    }
}
