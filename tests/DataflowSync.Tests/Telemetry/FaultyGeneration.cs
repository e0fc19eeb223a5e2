namespace DataflowSync.Tests.Telemetry;

/// <summary>The generation of a <see cref="FaultyStore"/>.</summary>
internal sealed class FaultyGeneration(IGenerationWriter inner, FaultyStore faults) : IGenerationWriter
{
    public GenerationInfo? Previous => inner.Previous is { } previous ? previous with { Count = previous.Count + faults.MiscountBy } : null;

    public Ledger Ledger => inner.Ledger;

    public Stream CreateScratch() => inner.CreateScratch();

    public async ValueTask InsertAsync(IReadOnlyList<StagedItem> items, CancellationToken cancellationToken)
    {
        await faults.BeforeInsert();
        if (faults.FailsInsert)
        {
            throw new IOException("disk full");
        }

        await inner.InsertAsync(items, cancellationToken);
    }

    public IReadOnlyList<string> ReadGroups(int row, string groupField) => inner.ReadGroups(row, groupField);

    public ValueTask PublishAsync(GenerationChanges changes, CancellationToken cancellationToken) =>
        faults.FailsPublish ? throw new IOException("disk full") : inner.PublishAsync(changes, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
