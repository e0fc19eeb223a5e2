namespace DataflowSync.Hosting.Scheduling;

/// <summary>A run that should begin now.</summary>
internal sealed record PlannedRun(SyncProfile Profile, IReadOnlyList<string> Kinds, DateTimeOffset At)
{
    public override string ToString() => $"{Profile.Id}: {string.Join(", ", Kinds)}";
}
