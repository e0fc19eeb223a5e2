namespace DataflowSync.CrashHost;

/// <summary>A store whose writers announce the items of each batch as they are stored.</summary>
internal sealed class WatchedStore(ICatalogStore inner, Moments moments) : ICatalogStore
{
    public ValueTask<CatalogSnapshot> OpenAsync(ProfileId profileId, CancellationToken cancellationToken) => inner.OpenAsync(profileId, cancellationToken);

    public ValueTask<ProfileStatus> GetStatusAsync(ProfileId profileId, CancellationToken cancellationToken) => inner.GetStatusAsync(profileId, cancellationToken);

    public ValueTask<IReadOnlyList<ProfileId>> ListProfilesAsync(CancellationToken cancellationToken) => inner.ListProfilesAsync(cancellationToken);

    public ValueTask<bool> DeleteProfileAsync(ProfileId profileId, CancellationToken cancellationToken) => inner.DeleteProfileAsync(profileId, cancellationToken);

    public ValueTask<IReadOnlyList<string>> VerifyAsync(ProfileId profileId, CancellationToken cancellationToken) => inner.VerifyAsync(profileId, cancellationToken);

    public async ValueTask<ICatalogWriter> OpenWriterAsync(ProfileId profileId, CancellationToken cancellationToken) =>
        new WatchedWriter(await inner.OpenWriterAsync(profileId, cancellationToken), moments);
}
