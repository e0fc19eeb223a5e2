namespace DataflowSync;

/// <summary>Runs syncs and tells how they go. Thread-safe; one run per profile at a time, several profiles side by side.</summary>
public interface ICatalogSync
{
    /// <summary>
    /// Brings the provider's catalog into the store. Faults of the provider and of the store never throw: they are in the report.
    /// </summary>
    /// <param name="profileId">A profile that was registered.</param>
    /// <param name="options">What to do in this run; null for everything.</param>
    /// <param name="progress">Receives throttled, monotone progress; the first and the last event always arrive.</param>
    /// <param name="cancellationToken">Ends the run as Cancelled; steps already published stay.</param>
    /// <returns>What the run did.</returns>
    /// <exception cref="ArgumentException">A step or a filter of <paramref name="options"/> names what the source does not have.</exception>
    /// <exception cref="UnknownProfileException">The profile was not registered.</exception>
    /// <exception cref="ProfileBusyException">The profile is being synced by someone else.</exception>
    /// <exception cref="SyncCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    Task<SyncReport> RunAsync(
        ProfileId profileId,
        RunOptions? options = null,
        IProgress<SyncProgress>? progress = null,
        CancellationToken cancellationToken = default);

    /// <summary>
    /// Progress of this profile's current run and of those that follow, until the enumeration is given up. A slow reader
    /// misses events in the middle, never the last one of a run.
    /// </summary>
    /// <param name="profileId">The profile to watch.</param>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    IAsyncEnumerable<SyncProgress> WatchAsync(ProfileId profileId, CancellationToken cancellationToken = default);

    /// <summary>Progress of all profiles; else as <see cref="WatchAsync"/>.</summary>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    IAsyncEnumerable<SyncProgress> WatchAllAsync(CancellationToken cancellationToken = default);

    /// <summary>Asks the profile's run in this process to stop. Its <see cref="RunAsync"/> returns a Cancelled report.</summary>
    /// <param name="profileId">The profile whose run should end.</param>
    /// <returns>False where no run of it is going on.</returns>
    bool TryCancel(ProfileId profileId);

    /// <summary>What is known of a profile: whether it runs, its history, the times of its last successes.</summary>
    /// <param name="profileId">The profile.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="UnknownProfileException">The store holds nothing under this name, and no run of it goes on.</exception>
    Task<ProfileStatus> GetStatusAsync(ProfileId profileId, CancellationToken cancellationToken = default);
}
