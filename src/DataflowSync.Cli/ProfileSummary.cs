namespace DataflowSync.Cli;

/// <summary>What is known of a profile.</summary>
/// <param name="ProfileId">The profile.</param>
/// <param name="Status">What past runs left.</param>
/// <param name="Published">Kind → items published.</param>
internal sealed record ProfileSummary(ProfileId ProfileId, ProfileStatus Status, IReadOnlyDictionary<string, int> Published)
{
    /// <summary>The report of the last run that ended; null for none.</summary>
    public SyncReport? LastRun => Status.Reports is [var last, ..] ? last : null;

    public static async Task<ProfileSummary> ReadAsync(ICatalogStore store, ProfileId profile, CancellationToken cancellationToken) => new(
        profile,
        await store.GetStatusAsync(profile, cancellationToken),
        await PublishedItems.CountAsync(store, profile, cancellationToken));
}
