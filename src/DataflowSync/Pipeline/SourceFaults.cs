namespace DataflowSync.Pipeline;

/// <summary>Tells what an exception of a source means, for sources that throw what their libraries throw.</summary>
internal static class SourceFaults
{
    /// <param name="exception">What the source threw.</param>
    /// <param name="inBody">Whether a body was open.</param>
    /// <param name="cancellationToken">The token the source was given.</param>
    /// <returns>Null where it is no fault of the source: a cancellation that was asked for, or a defect.</returns>
    public static SourceException? Translate(Exception exception, bool inBody, CancellationToken cancellationToken) => exception switch
    {
        SourceException known => known,
        OperationCanceledException when cancellationToken.IsCancellationRequested => null,
        OperationCanceledException or TimeoutException => Make(SyncErrorCode.Timeout, "the source gave up waiting", exception),
        _ when !IsTransport(exception) => null,
        _ when inBody => Make(SyncErrorCode.Truncated, "the connection broke in the middle of the answer", exception),
        _ => Make(SyncErrorCode.Network, "the connection to the source failed", exception),
    };

    private static bool IsTransport(Exception exception) =>
        exception is IOException or InvalidDataException or UnauthorizedAccessException
            || exception.GetType().Namespace?.StartsWith("System.Net", StringComparison.Ordinal) == true;

    private static SourceException Make(SyncErrorCode code, string message, Exception inner) =>
        new(new SyncError(code, message), retryAfter: null, inner);
}
