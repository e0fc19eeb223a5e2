using System.Diagnostics;
using DataflowSync.Steps;

namespace DataflowSync.Telemetry;

/// <summary>Tells span, metrics and log how an attempt, a step or a run ended.</summary>
internal static class OutcomeSignals
{
    private const int MaxSamples = 5;

    public static void EndAttempt(Activity? activity, AttemptResult result)
    {
        SyncActivities.SetResult(activity, result.Status.ToString(), ErrorTypes.Of(result.Status, result.Error));
        Explain(activity, result.Guard, result.Items, result.Counters.Rejected, result.Counters.Samples);
    }

    /// <param name="activity">The span that the attempts are under.</param>
    /// <param name="step">Name of the step; null for the account check.</param>
    /// <param name="attempt">Number of the attempt that failed.</param>
    /// <param name="error">Why.</param>
    /// <param name="wait">Until the next.</param>
    /// <param name="log">The log.</param>
    public static void Retry(Activity? activity, string? step, int attempt, SyncError error, TimeSpan wait, SyncLog log)
    {
        SyncActivities.AddRetry(activity, attempt, error.Code, wait);
        SyncMetrics.AddRetry(step, error.Code);
        log.Retrying(step ?? AccountCheck.Name, attempt, error.Code, error.Message, wait);
    }

    public static void EndCheck(Activity? activity, CheckResult result) =>
        SyncActivities.SetError(activity, result.Error is { Code: SyncErrorCode.Cancelled } ? null : result.Error);

    public static void EndStep(Activity? activity, StepReport report, GuardRecord? held, SyncLog log)
    {
        var failure = ErrorTypes.Of(report.Status, report.Error);
        SyncActivities.SetResult(activity, report.Status.ToString(), failure);
        Explain(activity, held, report.Items, report.Rejected, report.Rejects);
        SyncMetrics.RecordStep(report);
        if (failure is not null)
        {
            log.Failed(report.Name, report.Attempts, failure.Code, failure.Message);
        }

        if (held is not null)
        {
            log.Guarded(report.Name, held.Count, report.Items);
        }

        if (report.Rejected > 0)
        {
            log.Rejected(report.Name, report.Rejected, Describe(report.Rejects));
        }

        log.StepEnded(report.Name, report.Status, report.Received, report.Added, report.Updated, report.Removed, report.Rejected);
    }

    public static void EndRun(Activity? activity, SyncReport report, SyncLog log)
    {
        SyncActivities.SetResult(activity, report.Status.ToString(), ErrorTypes.Of(report));
        SyncMetrics.RecordRun(report);
        log.RunEnded(report.RunId, report.ProfileId, report.Status, report.Duration);
    }

    /// <summary>Tells a span what is no failure and yet not as it should be: a fetch held back, records that are no items.</summary>
    private static void Explain(Activity? activity, GuardRecord? held, long published, long rejected, IReadOnlyList<Reject> samples)
    {
        if (held is not null)
        {
            activity?.SetTag(SignalNames.GuardFetched, held.Count).SetTag(SignalNames.GuardPublished, published);
        }

        if (rejected > 0)
        {
            activity?.SetTag(SignalNames.RejectCount, rejected).SetTag(SignalNames.RejectSamples, Describe(samples));
        }
    }

    private static string Describe(IEnumerable<Reject> samples) => string.Join(
        ", ", samples.Take(MaxSamples).Select(reject => FormattableString.Invariant($"{reject.Reason} at {reject.Index}")));
}
