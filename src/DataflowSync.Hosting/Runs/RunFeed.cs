namespace DataflowSync.Hosting.Runs;

/// <summary>Tells the scheduler of runs, also of those that it did not begin. Thread-safe.</summary>
internal sealed class RunFeed
{
    private volatile bool _isStopping;

    /// <summary>A run ended.</summary>
    public event Action<SyncReport>? Ended;

    /// <summary>Whether the host stops, so that runs end as cancelled without anyone calling them off.</summary>
    public bool IsStopping => _isStopping;

    public void Stop() => _isStopping = true;

    public void Tell(SyncReport report) => Ended?.Invoke(report);
}
