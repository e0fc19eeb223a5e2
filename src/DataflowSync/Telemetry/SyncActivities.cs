using System.Diagnostics;
using System.Reflection;

namespace DataflowSync.Telemetry;

/// <summary>
/// The spans of the engine: run → step → attempt → fetch, parse, batches, publish. Ids and counts, never names of users or URLs.
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

    public static Activity? StartStep(SyncStep step) => Start("dataflowsync.step", step);

    public static Activity? StartAttempt(SyncStep step, int number) =>
        Start("dataflowsync.attempt", step)?.SetTag(SignalNames.AttemptNumber, number);

    public static Activity? Start(string name, SyncStep step) => Source.StartActivity(name)?.SetTag(SignalNames.Step, step.Name);

    /// <summary>Marks how a run, a step or an attempt ended; with code and message, for a person, where it failed.</summary>
    public static void SetResult(Activity? activity, string result, SyncErrorCode? code, string? message)
    {
        activity?.SetTag(SignalNames.Result, result);
        SetError(activity, code, message);
    }

    /// <summary>Marks a span as failed, where it did.</summary>
    public static void SetError(Activity? activity, SyncErrorCode? code, string? message = null)
    {
        if (code is { } failed)
        {
            activity?.SetTag(SignalNames.ErrorType, failed.ToString()).SetStatus(ActivityStatusCode.Error, message);
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
}
