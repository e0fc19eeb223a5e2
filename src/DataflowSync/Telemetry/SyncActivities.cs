using System.Diagnostics;

namespace DataflowSync.Telemetry;

/// <summary>The spans of the engine: run → step → attempt. Ids and counts, never names of users or URLs.</summary>
internal static class SyncActivities
{
    public const string SourceName = "DataflowSync";

    private static readonly ActivitySource Source = new(new ActivitySourceOptions(SourceName)
    {
        Version = typeof(SyncActivities).Assembly.GetName().Version?.ToString(),
    });

    public static Activity? StartRun(string runId) =>
        Source.StartActivity("dataflowsync.run")?.SetTag("dataflowsync.run.id", runId);

    public static Activity? StartStep(SyncStep step) =>
        Source.StartActivity("dataflowsync.step")?.SetTag("dataflowsync.step", step.Name);

    public static Activity? StartAttempt(SyncStep step, int number) =>
        Source.StartActivity("dataflowsync.attempt")?
            .SetTag("dataflowsync.step", step.Name)
            .SetTag("dataflowsync.attempt.number", number);

    /// <summary>Marks how a span's work ended.</summary>
    public static void SetResult(Activity? activity, string result, SyncError? error)
    {
        if (activity is null)
        {
            return;
        }

        activity.SetTag("dataflowsync.result", result);
        if (error is not null)
        {
            activity.SetTag("error.type", error.Code.ToString());
            activity.SetStatus(ActivityStatusCode.Error, error.Message);
        }
    }
}
