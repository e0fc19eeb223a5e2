using System.Diagnostics;
using DataflowSync.Tests.Telemetry;

namespace DataflowSync.EndToEnd.Tests.Telemetry;

/// <summary>The spans of one run, as somebody reads them who knows nothing else of it.</summary>
internal sealed class RunTrace
{
    private readonly List<Activity> _spans;

    private RunTrace(List<Activity> spans) => _spans = spans;

    public IReadOnlyList<Activity> Spans => _spans;

    public Activity Run => Assert.Single(_spans, span => span.OperationName == "dataflowsync.run");

    /// <summary>Picks the run's own: a listener hears the other tests of the process too.</summary>
    public static RunTrace Of(SyncReport report, SignalRecorder signals)
    {
        var run = Assert.Single(signals.Ended, span => (string?)span.GetTagItem("dataflowsync.run.id") == report.RunId);
        return new RunTrace([.. signals.Ended.Where(span => span.TraceId == run.TraceId).OrderBy(span => span.StartTimeUtc)]);
    }

    /// <summary>Spans of a step, in the order they began.</summary>
    public IReadOnlyList<Activity> Of(string step, string name) =>
        [.. _spans.Where(span => span.OperationName == $"dataflowsync.{name}" && (string?)span.GetTagItem("dataflowsync.step") == step)];

    /// <summary>An attribute wherever it is, with the step it is of.</summary>
    public IEnumerable<(string? Step, T Value)> All<T>(string attribute) => _spans
        .Where(span => span.GetTagItem(attribute) is not null)
        .Select(span => ((string?)span.GetTagItem("dataflowsync.step"), (T)span.GetTagItem(attribute)!));

    /// <summary>The retries that a span tells of.</summary>
    public static IEnumerable<(string Error, int Attempt, double Wait)> Retries(Activity span) => span.Events
        .Where(moment => moment.Name == "dataflowsync.retry")
        .Select(moment => moment.Tags.ToDictionary())
        .Select(tags => ((string)tags["error.type"]!, (int)tags["dataflowsync.attempt.number"]!, (double)tags["dataflowsync.retry.wait"]!));
}
