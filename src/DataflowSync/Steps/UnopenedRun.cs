using DataflowSync.Progress;

namespace DataflowSync.Steps;

/// <summary>The run that could not begin, because the store could not be opened for writing.</summary>
internal static class UnopenedRun
{
    public static SyncReport Report(
        ProfileId profileId,
        string runId,
        IReadOnlyList<SyncStep> steps,
        RunProgress progress,
        Exception exception,
        DateTimeOffset now)
    {
        var error = new SyncError(SyncErrorCode.StoreError, $"the store could not be opened: {exception.Message}");
        string[] errors = [$"store: {error.Message}"];
        progress.Start();
        progress.End(SyncStatus.Failed, errors);
        return new SyncReport
        {
            ProfileId = profileId,
            RunId = runId,
            Status = SyncStatus.Failed,
            StartedAt = now,
            Error = error,
            Steps = [.. steps.Select(step => new StepReport { Name = step.Name, Status = StepStatus.Skipped })],
            Errors = errors,
        };
    }
}
