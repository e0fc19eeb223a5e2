namespace DataflowSync.EndToEnd.Tests.Costs;

/// <summary>
/// A store that keeps nothing, so that what a sync allocates is the engine's: LiteDB draws the levels of its index at random and
/// allocates more or less by that. One run at a time.
/// </summary>
/// <param name="previous">What the next run finds published; null for a first one.</param>
/// <param name="ledger">What belongs to it; empty for a first one.</param>
internal sealed class DiscardingStore(GenerationInfo? previous, Ledger ledger) : ICatalogStore, ICatalogWriter, IGenerationWriter
{
    public GenerationInfo? Previous => previous;

    /// <summary>What was published last.</summary>
    public GenerationInfo? Published { get; private set; }

    public Ledger Ledger => ledger;

    public ProfileStatus Status { get; } = new();

    public IReadOnlyList<string> Warnings => [];

    public GenerationInfo? GetGeneration(string dataset) => previous;

    public ValueTask<ICatalogWriter> OpenWriterAsync(ProfileId profileId, CancellationToken cancellationToken = default) => ValueTask.FromResult<ICatalogWriter>(this);

    public ValueTask<IGenerationWriter> BeginAsync(SyncStep step, CancellationToken cancellationToken) => ValueTask.FromResult<IGenerationWriter>(this);

    public Stream CreateScratch() => Stream.Null;

    public ValueTask InsertAsync(IReadOnlyList<StagedItem> items, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask PublishAsync(GenerationChanges changes, CancellationToken cancellationToken)
    {
        changes.Complete(compact: false);
        Published = changes.Info;
        return ValueTask.CompletedTask;
    }

    public ValueTask SaveStatusAsync(ProfileStatus status, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public IReadOnlyList<string> ReadGroups(int row, string groupField) => throw new NotSupportedException();

    public ValueTask<CatalogSnapshot> OpenAsync(ProfileId profileId, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<ProfileStatus> GetStatusAsync(ProfileId profileId, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<string>> VerifyAsync(ProfileId profileId, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<ProfileId>> ListProfilesAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<bool> DeleteProfileAsync(ProfileId profileId, CancellationToken cancellationToken = default) => throw new NotSupportedException();
}
