namespace DataflowSync.Xtream.Http;

/// <summary>What a request that brought no answer means.</summary>
internal static class TransportErrors
{
    public static SourceException From(HttpRequestException exception) => new(
        exception.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded
            ? new SyncError(SyncErrorCode.LimitExceeded, "the headers of the provider's answer are too long")
            : new SyncError(SyncErrorCode.Network, Describe((exception.InnerException as HttpIOException)?.HttpRequestError ?? exception.HttpRequestError)),
        retryAfter: null,
        Showable(exception));

    /// <summary>An exception that may be shown: not one that quotes what the provider sent, for that may quote the request.</summary>
    public static Exception? Showable(Exception exception) =>
        exception is HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse }
            or HttpIOException { HttpRequestError: HttpRequestError.InvalidResponse }
            || exception.InnerException is HttpIOException { HttpRequestError: HttpRequestError.InvalidResponse }
            ? null
            : exception;

    private static string Describe(HttpRequestError error) => error switch
    {
        HttpRequestError.NameResolutionError => "the provider's host name is not known",
        HttpRequestError.SecureConnectionError => "the TLS handshake with the provider failed",
        HttpRequestError.ProxyTunnelError => "the proxy refused the connection to the provider",
        HttpRequestError.ResponseEnded => "the provider closed the connection without an answer",
        HttpRequestError.InvalidResponse => "what answered at the provider's address is no HTTP server",
        _ => "the connection to the provider failed",
    };
}
