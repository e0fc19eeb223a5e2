namespace DataflowSync.Steps;

/// <summary>What one attempt at the account check came to.</summary>
internal sealed record CheckResult(AccountInfo? Account, SyncError? Error = null, TimeSpan? RetryAfter = null) : IAttempt;
