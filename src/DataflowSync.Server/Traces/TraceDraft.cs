using System.Diagnostics;

namespace DataflowSync.Server.Traces;

/// <summary>The spans of a run that goes on. Thread-safe.</summary>
/// <param name="began">When it began, UTC.</param>
internal sealed class TraceDraft(DateTime began)
{
    private const string Run = "dataflowsync.run";

    /// <summary>Most spans of the kinds that can be many.</summary>
    private const int MaxOfMany = 1_000;

    /// <summary>A run that stores a million items has a thousand batches, and one that fetches by categories as many bodies.</summary>
    private static readonly HashSet<string> Many = ["dataflowsync.store_batch", "dataflowsync.fetch", "dataflowsync.parse"];

    private readonly Lock _lock = new();
    private readonly List<TraceSpan> _spans = [];
    private int _many;
    private int _omitted;

    public static bool IsRun(Activity span) => span.OperationName == Run;

    /// <summary>Takes an ended span.</summary>
    /// <returns>The whole trace, where it was the run's span.</returns>
    public RunTrace? Add(Activity span)
    {
        lock (_lock)
        {
            if (!Many.Contains(span.OperationName) || _many++ < MaxOfMany)
            {
                _spans.Add(TraceSpan.From(span, began));
            }
            else
            {
                _omitted++;
            }

            return IsRun(span) ? End(span) : null;
        }
    }

    private RunTrace End(Activity run) => new()
    {
        ProfileId = $"{run.GetTagItem("dataflowsync.profile.id")}",
        RunId = $"{run.GetTagItem("dataflowsync.run.id")}",
        TraceId = run.TraceId.ToHexString(),
        StartedAt = new DateTimeOffset(began),
        DurationMs = run.Duration.TotalMilliseconds,
        Omitted = _omitted,
        Spans = [.. _spans.OrderBy(span => span.StartMs)],
    };
}
