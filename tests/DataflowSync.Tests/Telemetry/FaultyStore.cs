namespace DataflowSync.Tests.Telemetry;

/// <summary>A store whose writers can be made to fail or to wait.</summary>
internal sealed class FaultyStore(ICatalogStore inner) : ICatalogStore
{
    public Func<Task> BeforeInsert { get; set; } = () => Task.CompletedTask;

    public bool FailsInsert { get; set; }

    public bool FailsPublish { get; set; }

    public bool FailsSave { get; set; }

    /// <summary>How many items more than there are the store says it published.</summary>
    public int MiscountBy { get; set; }

    public bool FailsOpening { get; set; }

    public bool FailsClosing { get; set; }

    public ValueTask<CatalogSnapshot> OpenAsync(ProfileId profileId, CancellationToken cancellationToken = default) =>
        inner.OpenAsync(profileId, cancellationToken);

    public ValueTask<ProfileStatus> GetStatusAsync(ProfileId profileId, CancellationToken cancellationToken = default) =>
        inner.GetStatusAsync(profileId, cancellationToken);

    public ValueTask<IReadOnlyList<ProfileId>> ListProfilesAsync(CancellationToken cancellationToken = default) =>
        inner.ListProfilesAsync(cancellationToken);

    public ValueTask<IReadOnlyList<string>> VerifyAsync(ProfileId profileId, CancellationToken cancellationToken = default) =>
        inner.VerifyAsync(profileId, cancellationToken);

    public ValueTask<bool> DeleteProfileAsync(ProfileId profileId, CancellationToken cancellationToken = default) =>
        inner.DeleteProfileAsync(profileId, cancellationToken);

    public async ValueTask<ICatalogWriter> OpenWriterAsync(ProfileId profileId, CancellationToken cancellationToken = default) =>
        FailsOpening ? throw new IOException("disk full") : new FaultyWriter(await inner.OpenWriterAsync(profileId, cancellationToken), this);
}
