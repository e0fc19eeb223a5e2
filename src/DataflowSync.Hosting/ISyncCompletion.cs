namespace DataflowSync.Hosting;

/// <summary>Is told of each run that ended in this process, scheduled or asked for. Thread-safe: runs of several profiles end side by side.</summary>
public interface ISyncCompletion
{
    /// <summary>Does what is to be done after a run, for example take over what is new. The run's caller waits for it.</summary>
    /// <param name="report">What the run did. What it throws is logged and does not change the report.</param>
    /// <param name="cancellationToken">Cancelled when the host's time to shut down is over.</param>
    ValueTask OnCompletedAsync(SyncReport report, CancellationToken cancellationToken);
}
