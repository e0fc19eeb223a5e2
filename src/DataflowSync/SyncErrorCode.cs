namespace DataflowSync;

/// <summary>What went wrong, as a small closed set: stable in reports, spans and metrics.</summary>
public enum SyncErrorCode
{
    /// <summary>The account check refused the credentials. Ends the run; not retried.</summary>
    AuthRejected,

    /// <summary>The account is banned, disabled or expired. Ends the run; not retried.</summary>
    AccountInactive,

    /// <summary>Any status other than 200 without a code of its own. 408 and 5xx are retried.</summary>
    HttpStatus,

    /// <summary>429. Retried; <c>Retry-After</c> is honoured up to a cap.</summary>
    RateLimited,

    /// <summary>The account's connections are used up. Not retried.</summary>
    ConnectionLimit,

    /// <summary>A refusal page or text in place of data. Not retried.</summary>
    Blocked,

    /// <summary>A redirect that is not allowed. Not retried.</summary>
    Redirect,

    /// <summary>Connecting or the TLS handshake failed. Retried.</summary>
    Network,

    /// <summary>The connect or the headers deadline passed. Retried.</summary>
    Timeout,

    /// <summary>The idle deadline between two reads of a body passed. Retried.</summary>
    Stalled,

    /// <summary>No byte, or only blanks. Retried.</summary>
    EmptyBody,

    /// <summary>The body is <c>null</c>. Retried.</summary>
    NullBody,

    /// <summary>The body ended after its first byte and before its closing bracket. Retried.</summary>
    Truncated,

    /// <summary>An error object with status 200. Retried.</summary>
    ProviderError,

    /// <summary>HTML or something else that is not JSON. Not retried.</summary>
    NotJson,

    /// <summary>Broken JSON. Not retried.</summary>
    MalformedJson,

    /// <summary>JSON of another shape than a list. Not retried.</summary>
    UnexpectedShape,

    /// <summary>A limit option was exceeded. Not retried.</summary>
    LimitExceeded,

    /// <summary>Too many failures in a row on this host: not asked again for a while. Not retried.</summary>
    CircuitOpen,

    /// <summary>The store failed: disk full, damaged file, failing flush. Not retried.</summary>
    StoreError,

    /// <summary>A defect of this software. Not retried.</summary>
    Internal,

    /// <summary>Cancelled by the caller. Not retried.</summary>
    Cancelled,
}
