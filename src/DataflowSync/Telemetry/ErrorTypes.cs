using DataflowSync.Steps;
using DataflowSync.Storage;

namespace DataflowSync.Telemetry;

/// <summary>
/// Which error stands on spans, and its code as <c>error.type</c> on spans and metrics. Only a failure has one: cancelling, guarding, and what a retry
/// made good are none.
/// </summary>
internal static class ErrorTypes
{
    /// <param name="exception">What ended the work of a block.</param>
    /// <param name="cancellationToken">The token the work was given.</param>
    /// <returns>Null where the work was being stopped from outside: what breaks then is no failure of its own.</returns>
    public static SyncError? Of(Exception exception, CancellationToken cancellationToken) => exception switch
    {
        _ when cancellationToken.IsCancellationRequested => null,
        SourceException source => source.Error,
        StoreException => new SyncError(SyncErrorCode.StoreError, exception.Message),
        _ => RunErrors.Internal(exception),
    };

    public static SyncError? Of(StepStatus status, SyncError? error) => status == StepStatus.Failed ? error : null;

    /// <summary>A run without an error of its own failed because all of its steps did: the first one tells why.</summary>
    public static SyncError? Of(SyncReport report) => report.Status == SyncStatus.Failed
        ? report.Error ?? report.Steps.Select(step => step.Error).FirstOrDefault(error => error is not null)
        : null;
}
