namespace DataflowSync;

/// <summary>Holds the published catalogs of profiles. Thread-safe; readers never wait for a writer.</summary>
public interface ICatalogStore
{
    /// <summary>Opens what is published of a profile now. Later publications do not change what the snapshot shows.</summary>
    /// <param name="profileId">The profile.</param>
    /// <param name="cancellationToken">Cancels opening.</param>
    /// <exception cref="UnknownProfileException">The store holds nothing under this name.</exception>
    ValueTask<CatalogSnapshot> OpenAsync(ProfileId profileId, CancellationToken cancellationToken = default);

    /// <summary>What past runs left: reports, times of success, guard records.</summary>
    /// <param name="profileId">The profile.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="UnknownProfileException">The store holds nothing under this name.</exception>
    ValueTask<ProfileStatus> GetStatusAsync(ProfileId profileId, CancellationToken cancellationToken = default);

    /// <summary>
    /// Reads all that is kept of a profile now and compares it: everything with its checksums; the provider's order and the
    /// groups with the ledger; every document with its row, its id with the ledger's key, its groups with the lists of groups;
    /// and the number of documents with what was published. Writers and other readers go on.
    /// </summary>
    /// <param name="profileId">The profile.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>One line for each damage; none where everything is as it was published.</returns>
    /// <exception cref="UnknownProfileException">The store holds nothing under this name.</exception>
    ValueTask<IReadOnlyList<string>> VerifyAsync(ProfileId profileId, CancellationToken cancellationToken = default);

    /// <summary>The profiles the store holds, in the order of their names.</summary>
    /// <param name="cancellationToken">Cancels the listing.</param>
    ValueTask<IReadOnlyList<ProfileId>> ListProfilesAsync(CancellationToken cancellationToken = default);

    /// <summary>Removes a profile and all its data. Snapshots already open stay readable.</summary>
    /// <param name="profileId">The profile.</param>
    /// <param name="cancellationToken">Cancels before anything was removed.</param>
    /// <returns>False where the store holds nothing under this name.</returns>
    /// <exception cref="ProfileBusyException">The profile is being synced.</exception>
    ValueTask<bool> DeleteProfileAsync(ProfileId profileId, CancellationToken cancellationToken = default);

    /// <summary>Takes the profile's writer lock, makes the profile where it is new, and clears what a killed writer left.</summary>
    /// <param name="profileId">The profile.</param>
    /// <param name="cancellationToken">Cancels taking the lock.</param>
    /// <returns>The writer; disposing it frees the lock.</returns>
    /// <exception cref="ProfileBusyException">Someone else holds the lock.</exception>
    ValueTask<ICatalogWriter> OpenWriterAsync(ProfileId profileId, CancellationToken cancellationToken = default);
}
