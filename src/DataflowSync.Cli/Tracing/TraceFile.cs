using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DataflowSync.Cli.Tracing;

/// <summary>Writes the engine's ended spans to a file, one JSON object a line.</summary>
internal sealed class TraceFile : IDisposable
{
    private readonly Lock _lock = new();
    private readonly StreamWriter _output;
    private readonly ActivityListener _listener;
    private bool _hasEnded;

    private TraceFile(string path)
    {
        _output = new StreamWriter(path, append: false);
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == SyncEngine.TelemetryName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Write,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <param name="path">The file; null for no tracing.</param>
    public static TraceFile? Open(string? path) => path is null ? null : new TraceFile(path);

    public void Dispose()
    {
        _listener.Dispose();
        lock (_lock)
        {
            Attempt(_output.Dispose);
            _hasEnded = true;
        }
    }

    private void Write(Activity activity)
    {
        if (!activity.Recorded)
        {
            return; // Taken back by the engine.
        }

        var attributes = new JsonObject();
        foreach (var (name, value) in activity.TagObjects)
        {
            attributes[name] = JsonSerializer.SerializeToNode(value);
        }

        var line = new JsonObject
        {
            ["name"] = activity.OperationName,
            ["traceId"] = activity.TraceId.ToHexString(),
            ["spanId"] = activity.SpanId.ToHexString(),
            ["parentSpanId"] = activity.ParentSpanId == default ? null : activity.ParentSpanId.ToHexString(),
            ["start"] = FormattableString.Invariant($"{activity.StartTimeUtc:yyyy-MM-dd'T'HH:mm:ss.fffffff}Z"),
            ["durationMs"] = activity.Duration.TotalMilliseconds,
            ["status"] = activity.Status.ToString(),
            ["attributes"] = attributes,
        }.ToJsonString();
        lock (_lock)
        {
            if (!_hasEnded)
            {
                Attempt(() => _output.WriteLine(line));
            }
        }
    }

    /// <summary>What cannot be written ends the trace, never the run.</summary>
    private void Attempt(Action write)
    {
        try
        {
            write();
        }
        catch (IOException exception)
        {
            // Closing tries once more what has failed before.
            if (!_hasEnded)
            {
                Console.Error.WriteLine($"dataflowsync: warning: the trace file is incomplete: {exception.Message}");
            }

            _hasEnded = true;
        }
    }
}
