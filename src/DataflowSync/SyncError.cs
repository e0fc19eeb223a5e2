namespace DataflowSync;

/// <summary>Why a run or a step failed. Holds no credentials and no URLs.</summary>
/// <param name="Code">The bounded code.</param>
/// <param name="Message">One line for a person, saying what to do where something can be done.</param>
/// <param name="HttpStatus">The status code, for <see cref="SyncErrorCode.HttpStatus"/> and its special cases; else null.</param>
public sealed record SyncError(SyncErrorCode Code, string Message, int? HttpStatus = null)
{
    /// <summary>Whether another attempt can help: transport, 408, 429, 5xx, and bodies that broke off or came empty.</summary>
    public bool IsRetryable => Code switch
    {
        SyncErrorCode.HttpStatus => HttpStatus is 408 or (>= 500 and < 600),
        SyncErrorCode.RateLimited or SyncErrorCode.Network or SyncErrorCode.Timeout or SyncErrorCode.Stalled
            or SyncErrorCode.EmptyBody or SyncErrorCode.NullBody or SyncErrorCode.Truncated or SyncErrorCode.ProviderError => true,
        _ => false,
    };

    /// <summary>Whether the error is about the account, so that asking for the remaining steps is pointless.</summary>
    public bool EndsRun => Code is SyncErrorCode.AuthRejected or SyncErrorCode.AccountInactive;
}
