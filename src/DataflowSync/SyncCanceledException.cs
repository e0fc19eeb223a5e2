namespace DataflowSync;

/// <summary>Thrown by <see cref="ICatalogSync.RunAsync"/> when the caller's token was cancelled; carries what the run did until then.</summary>
public sealed class SyncCanceledException : OperationCanceledException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="report">The report of the cancelled run.</param>
    /// <param name="cancellationToken">The caller's token.</param>
    public SyncCanceledException(SyncReport report, CancellationToken cancellationToken)
        : base("The sync was cancelled.", cancellationToken)
        => Report = report;

    /// <summary>What the run did until it was cancelled.</summary>
    public SyncReport Report { get; }
}
