namespace DataflowSync.Hosting.Tests.Setup;

/// <summary>Reports of runs that nobody made.</summary>
internal static class Reports
{
    private static int _number;

    public static SyncReport Of(ProfileId profileId, SyncStatus status, SyncError? error, params IEnumerable<(string Name, StepStatus Status)> steps) => new()
    {
        ProfileId = profileId,
        RunId = $"run-{Interlocked.Increment(ref _number)}",
        Status = status,
        Error = error,
        Steps = [.. steps.Select(step => new StepReport { Name = step.Name, Status = step.Status })],
    };

    /// <summary>Both steps of a kind, the list with its outcome.</summary>
    public static IEnumerable<(string Name, StepStatus Status)> Kind(string kind, StepStatus status, StepStatus categories = StepStatus.Completed)
    {
        var steps = SyncKinds.StepsOf(kind);
        return [(steps[0], categories), (steps[1], status)];
    }
}
