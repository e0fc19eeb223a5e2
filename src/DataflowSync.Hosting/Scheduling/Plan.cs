namespace DataflowSync.Hosting.Scheduling;

/// <summary>What to begin now, and when to ask again at the latest; null where only a change can bring something.</summary>
internal sealed record Plan(IReadOnlyList<PlannedRun> Runs, DateTimeOffset? WakeAt);
