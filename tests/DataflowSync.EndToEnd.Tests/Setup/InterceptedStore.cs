namespace DataflowSync.EndToEnd.Tests.Setup;

/// <summary>A store that does what the real one does, after a test had its way: to hold it, to break it, or to count.</summary>
internal sealed class InterceptedStore(ICatalogStore inner) : ICatalogStore
{
    /// <summary>Called before items of a first generation are inserted, with the dataset's name.</summary>
    public Func<string, CancellationToken, Task> BeforeInsert { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>Called before a generation is published, with the dataset's name.</summary>
    public Func<string, CancellationToken, Task> BeforePublish { get; set; } = (_, _) => Task.CompletedTask;

    public ValueTask<CatalogSnapshot> OpenAsync(ProfileId profileId, CancellationToken cancellationToken = default) =>
        inner.OpenAsync(profileId, cancellationToken);

    public ValueTask<ProfileStatus> GetStatusAsync(ProfileId profileId, CancellationToken cancellationToken = default) =>
        inner.GetStatusAsync(profileId, cancellationToken);

    public ValueTask<IReadOnlyList<ProfileId>> ListProfilesAsync(CancellationToken cancellationToken = default) =>
        inner.ListProfilesAsync(cancellationToken);

    public ValueTask<bool> DeleteProfileAsync(ProfileId profileId, CancellationToken cancellationToken = default) =>
        inner.DeleteProfileAsync(profileId, cancellationToken);

    public async ValueTask<ICatalogWriter> OpenWriterAsync(ProfileId profileId, CancellationToken cancellationToken = default) =>
        new InterceptedWriter(this, await inner.OpenWriterAsync(profileId, cancellationToken));
}
