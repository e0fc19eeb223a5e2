namespace DataflowSync.Hosting.Scheduling;

/// <summary>The scheduled profiles and the runs going on. Not thread-safe.</summary>
internal sealed class SchedulerState
{
    public Dictionary<ProfileId, ProfileEntry> Entries { get; } = [];

    public Dictionary<ProfileId, PlannedRun> Running { get; } = [];
}
