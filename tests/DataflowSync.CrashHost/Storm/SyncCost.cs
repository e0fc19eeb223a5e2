namespace DataflowSync.CrashHost.Storm;

/// <summary>What a sync took when nobody killed it.</summary>
/// <param name="Moments">Moments of its disk.</param>
/// <param name="Duration">Time of its process.</param>
internal sealed record SyncCost(int Moments, TimeSpan Duration);
