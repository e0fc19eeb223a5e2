using System.Diagnostics;
using System.Reflection;

namespace DataflowSync.Telemetry;

/// <summary>
/// The spans of the engine: run → account check, step → attempt → fetch, parse, batches, publish. Ids and counts, never names of users
/// or URLs.
/// </summary>
internal static class SyncActivities
{
    public static readonly string? Version =
        typeof(SyncActivities).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;

    private static readonly ActivitySource Source = new(new ActivitySourceOptions(SyncEngine.TelemetryName) { Version = Version });

    public static Activity? StartRun(ProfileId profileId, string runId) =>
        Source.StartActivity("dataflowsync.run")?
            .SetTag(SignalNames.RunId, runId)
            .SetTag(SignalNames.ProfileId, profileId.Value);

    /// <param name="number">Of the attempt, from 1.</param>
    /// <param name="previous">The attempt it follows.</param>
    public static Activity? StartAccountCheck(int number, Activity? previous) =>
        StartAfter("dataflowsync.account_check", previous)?.SetTag(SignalNames.AttemptNumber, number);

    public static Activity? StartStep(SyncStep step) => Start("dataflowsync.step", step);

    /// <param name="step">The step.</param>
    /// <param name="number">Of the attempt, from 1.</param>
    /// <param name="previous">The attempt it follows.</param>
    public static Activity? StartAttempt(SyncStep step, int number, Activity? previous) =>
        StartAfter("dataflowsync.attempt", previous)?.SetTag(SignalNames.Step, step.Name).SetTag(SignalNames.AttemptNumber, number);

    public static Activity? Start(string name, SyncStep step) => Source.StartActivity(name)?.SetTag(SignalNames.Step, step.Name);

    /// <summary>Marks that an attempt failed and another is to follow, on the span that both are under.</summary>
    public static void AddRetry(Activity? activity, int attempt, SyncErrorCode code, TimeSpan wait) =>
        activity?.AddEvent(new ActivityEvent(SignalNames.Retry, tags: new ActivityTagsCollection
        {
            [SignalNames.ErrorType] = code.ToString(),
            [SignalNames.AttemptNumber] = attempt,
            [SignalNames.RetryWait] = wait.TotalSeconds,
        }));

    /// <summary>Marks how a run, a step or an attempt ended; with code and message, for a person, where it failed.</summary>
    public static void SetResult(Activity? activity, string result, SyncError? error)
    {
        activity?.SetTag(SignalNames.Result, result);
        SetError(activity, error);
    }

    /// <summary>Marks a span as failed, where it did.</summary>
    public static void SetError(Activity? activity, SyncError? error)
    {
        if (error is not null)
        {
            activity?.SetTag(SignalNames.ErrorType, error.Code.ToString()).SetStatus(ActivityStatusCode.Error, error.Message);
        }
    }

    /// <summary>Takes a span back that turned out to stand for nothing: exporters leave out what is not recorded.</summary>
    public static void Drop(Activity? activity)
    {
        if (activity is not null)
        {
            activity.IsAllDataRequested = false;
            activity.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        }
    }

    private static Activity? StartAfter(string name, Activity? previous) => Source.StartActivity(
        name, ActivityKind.Internal, parentContext: default, links: previous is null ? null : [new ActivityLink(previous.Context)]);
}
