using System.Diagnostics;

namespace DataflowSync.Server.Traces;

/// <summary>The spans of a run that goes on. It hangs on the run's own span, and is gone with it, however that ends. Thread-safe.</summary>
internal sealed class TraceDraft
{
    private const string Run = "dataflowsync.run";

    /// <summary>Most spans that have none below them. A run that stores a million items has a thousand batches.</summary>
    private const int MaxLeaves = 1_000;

    /// <summary>What the others are under, and which end last.</summary>
    private static readonly HashSet<string> Branches = [Run, "dataflowsync.step", "dataflowsync.attempt"];

    private readonly Lock _lock = new();
    private readonly List<TraceSpan> _spans = [];
    private readonly DateTime _began;
    private int _leaves;
    private int _omitted;

    private TraceDraft(DateTime began) => _began = began;

    /// <summary>Begins one where a run begins.</summary>
    public static void Begin(Activity span)
    {
        if (span.OperationName == Run)
        {
            span.SetCustomProperty(nameof(TraceDraft), new TraceDraft(span.StartTimeUtc));
        }
    }

    /// <returns>The draft of the run that a span belongs to; null where there is none.</returns>
    public static TraceDraft? Of(Activity span)
    {
        for (var above = span; above is not null; above = above.Parent)
        {
            if (above.GetCustomProperty(nameof(TraceDraft)) is TraceDraft draft)
            {
                return draft;
            }
        }

        return null;
    }

    /// <summary>Takes an ended span.</summary>
    /// <returns>The whole trace, where it was the run's span.</returns>
    public RunTrace? Add(Activity span)
    {
        lock (_lock)
        {
            if (Branches.Contains(span.OperationName) || _leaves++ < MaxLeaves)
            {
                _spans.Add(TraceSpan.From(span, _began));
            }
            else
            {
                _omitted++;
            }

            return span.OperationName == Run ? End(span) : null;
        }
    }

    private RunTrace End(Activity run) => new()
    {
        ProfileId = $"{run.GetTagItem("dataflowsync.profile.id")}",
        RunId = $"{run.GetTagItem("dataflowsync.run.id")}",
        TraceId = run.TraceId.ToHexString(),
        StartedAt = new DateTimeOffset(_began),
        DurationMs = run.Duration.TotalMilliseconds,
        Omitted = _omitted,
        Spans = [.. _spans.OrderBy(span => span.StartMs)],
    };
}
