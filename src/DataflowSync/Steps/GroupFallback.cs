namespace DataflowSync.Steps;

/// <summary>The second way to a list that cannot be had as a whole: group by group, where the source knows how.</summary>
internal static class GroupFallback
{
    private const int GatewayTimeout = 504;
    private const int CloudflareTimeout = 524;

    /// <summary>
    /// Whether groups may come where the whole list met this. Only where every attempt met it: what comes and goes is the provider's
    /// trouble, and not the list's.
    /// </summary>
    public static bool CanHelp(SyncError error) =>
        error is { Code: SyncErrorCode.EmptyBody or SyncErrorCode.Timeout } or { HttpStatus: GatewayTimeout or CloudflareTimeout };

    /// <summary>
    /// Opens the groups of a step after its last attempt. Panels answer nothing at all for a list with one poisoned record in it, at
    /// every attempt, and take too long for a list that is too large: neither is so for most of its categories.
    /// </summary>
    /// <returns>Null where the attempt ended otherwise, or the source has no groups.</returns>
    public static IAsyncEnumerable<SourceBody>? After(AttemptResult last, StepContext context, CancellationToken cancellationToken) =>
        last.Error is { } error && CanHelp(error)
            ? context.Run.Source.OpenGroupsAsync(context.Step, context.Filter.Ids, cancellationToken)
            : null;

    /// <summary>Whether what the whole list met tells more than what became of its groups: they failed at the provider too.</summary>
    public static bool TellsLess(AttemptResult groups) => groups is { Status: StepStatus.Failed, Error: { EndsRun: false } error }
        && error.Code is not (SyncErrorCode.StoreError or SyncErrorCode.Internal);
}
