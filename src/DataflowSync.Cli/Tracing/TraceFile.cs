using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using DataflowSync.Cli.Output;

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

        var span = new JsonObject
        {
            ["name"] = activity.OperationName,
            ["traceId"] = activity.TraceId.ToHexString(),
            ["spanId"] = activity.SpanId.ToHexString(),
            ["parentSpanId"] = activity.ParentSpanId == default ? null : activity.ParentSpanId.ToHexString(),
            ["start"] = Text(activity.StartTimeUtc),
            ["durationMs"] = activity.Duration.TotalMilliseconds,
            ["status"] = activity.Status.ToString(),
            ["attributes"] = Attributes(activity.TagObjects),
        };
        AddWhatFewHave(span, activity);
        var line = span.ToJsonString();
        lock (_lock)
        {
            if (!_hasEnded)
            {
                Attempt(() => _output.WriteLine(line));
            }
        }
    }

    private static void AddWhatFewHave(JsonObject span, Activity activity)
    {
        if (activity.StatusDescription is { } message)
        {
            span["message"] = message;
        }

        if (activity.Events.Any())
        {
            span["events"] = new JsonArray([.. activity.Events.Select(moment => new JsonObject
            {
                ["name"] = moment.Name,
                ["at"] = Text(moment.Timestamp.UtcDateTime),
                ["attributes"] = Attributes(moment.Tags),
            })]);
        }

        if (activity.Links.Any())
        {
            span["links"] = new JsonArray([.. activity.Links.Select(link => JsonValue.Create(link.Context.SpanId.ToHexString()))]);
        }
    }

    private static JsonObject Attributes(IEnumerable<KeyValuePair<string, object?>> attributes) =>
        new(attributes.Select(attribute => KeyValuePair.Create(attribute.Key, JsonSerializer.SerializeToNode(attribute.Value))));

    private static string Text(DateTime time) => FormattableString.Invariant($"{time:yyyy-MM-dd'T'HH:mm:ss.fffffff}Z");

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
                Warnings.Print($"the trace file is incomplete: {exception.Message}");
            }

            _hasEnded = true;
        }
    }
}
