using System.Diagnostics;
using DataflowSync.Steps;

namespace DataflowSync.Telemetry;

/// <summary>Tells span, metrics and log how an attempt, a step or a run ended.</summary>
internal static class OutcomeSignals
{
    private const int MaxLoggedSamples = 5;

    public static void EndAttempt(Activity? activity, AttemptResult result) => SyncActivities.SetResult(
        activity, result.Status.ToString(), ErrorTypes.Of(result.Status, result.Error), result.Error?.Message);

    public static void EndStep(Activity? activity, StepReport report, GuardRecord? held, SyncLog log)
    {
        var failure = ErrorTypes.Of(report.Status, report.Error);
        SyncActivities.SetResult(activity, report.Status.ToString(), failure, report.Error?.Message);
        SyncMetrics.RecordStep(report);
        if (failure is { } code)
        {
            log.Failed(report.Name, report.Attempts, code, report.Error!.Message);
        }

        if (held is not null)
        {
            log.Guarded(report.Name, held.Count, report.Items);
        }

        if (report.Rejected > 0)
        {
            var samples = report.Rejects.Take(MaxLoggedSamples).Select(reject => FormattableString.Invariant($"{reject.Reason} at {reject.Index}"));
            log.Rejected(report.Name, report.Rejected, string.Join(", ", samples));
        }

        log.StepEnded(report.Name, report.Status, report.Received, report.Added, report.Updated, report.Removed, report.Rejected);
    }

    public static void EndRun(Activity? activity, SyncReport report, SyncLog log)
    {
        var error = ErrorTypes.Of(report);
        SyncActivities.SetResult(activity, report.Status.ToString(), error?.Code, error?.Message);
        SyncMetrics.RecordRun(report);
        log.RunEnded(report.RunId, report.ProfileId, report.Status, report.Duration);
    }
}
