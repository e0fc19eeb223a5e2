namespace DataflowSync.EndToEnd.Tests.Setup;

/// <summary>A generation of an <see cref="InterceptedStore"/>.</summary>
internal sealed class InterceptedGeneration(InterceptedStore store, string dataset, IGenerationWriter inner) : IGenerationWriter
{
    public GenerationInfo? Previous => inner.Previous;

    public Ledger Ledger => inner.Ledger;

    public Stream CreateScratch() => inner.CreateScratch();

    public async ValueTask InsertAsync(IReadOnlyList<StagedItem> items, CancellationToken cancellationToken)
    {
        await store.BeforeInsert(dataset, cancellationToken);
        await inner.InsertAsync(items, cancellationToken);
    }

    public IReadOnlyList<string> ReadGroups(int row, string groupField) => inner.ReadGroups(row, groupField);

    public async ValueTask PublishAsync(GenerationChanges changes, CancellationToken cancellationToken)
    {
        await store.BeforePublish(dataset, cancellationToken);
        await inner.PublishAsync(changes, cancellationToken);
    }

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
