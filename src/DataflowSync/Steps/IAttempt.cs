namespace DataflowSync.Steps;

/// <summary>What the retry policy has to know of an attempt.</summary>
internal interface IAttempt
{
    SyncError? Error { get; }

    TimeSpan? RetryAfter { get; }
}
