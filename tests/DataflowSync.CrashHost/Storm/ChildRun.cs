namespace DataflowSync.CrashHost.Storm;

/// <summary>How a process that syncs ended.</summary>
/// <param name="WasKilled">Whether it was killed; otherwise it completed.</param>
/// <param name="Moments">Moments of its disk; 0 where it was killed.</param>
/// <param name="Duration">How long it lived.</param>
internal sealed record ChildRun(bool WasKilled, int Moments, TimeSpan Duration);
