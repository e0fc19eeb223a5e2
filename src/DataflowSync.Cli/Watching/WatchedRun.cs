using DataflowSync.Server.Progress;

namespace DataflowSync.Cli.Watching;

/// <summary>The last that is known of a profile's run.</summary>
/// <param name="Run">As it was told.</param>
/// <param name="At">When it was told, by this machine's clock.</param>
internal sealed record WatchedRun(LiveRun Run, DateTimeOffset At)
{
    /// <summary>Status of a run that goes on.</summary>
    public const string Syncing = "Syncing";

    public bool IsRunning => Run.Status == Syncing;

    /// <summary>How long the run lasts: the clock runs on while a provider takes its time and nothing is told.</summary>
    public double ElapsedMs(DateTimeOffset now) => Run.ElapsedMs + (IsRunning ? Math.Max(0, (now - At).TotalMilliseconds) : 0);
}
