using DataflowSync.LiteDb.Documents;
using DataflowSync.LiteDb.Telemetry;
using LiteDB;

namespace DataflowSync.LiteDb.Building;

/// <summary>A first generation: items go straight into its base file.</summary>
internal sealed class FirstGenerationWriter(GenerationBuild build) : IGenerationWriter
{
    private readonly DocumentFile _documents = build.CreateBase();

    public GenerationInfo? Previous => null;

    public Ledger Ledger { get; } = new();

    public Stream CreateScratch() => build.CreateScratch();

    public ValueTask InsertAsync(IReadOnlyList<StagedItem> items, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(items);
        _documents.Insert(items.Select(item =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            var content = item.ToItem();
            build.Groups.AddRow(item.Row, content);
            return ItemDocument.From(item.Row, content);
        }));
        return ValueTask.CompletedTask;
    }

    public IReadOnlyList<string> ReadGroups(int row, string groupField) => ItemDocument.ListOf(
        _documents.Find(row) ?? throw new InvalidOperationException($"The document of row {row} was never stored."), groupField);

    public async ValueTask PublishAsync(GenerationChanges changes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(changes);
        PublicationActivities.Write(_documents.Name, () =>
        {
            build.Groups.BeginPositions(changes);
            _documents.Update(Repeats(changes, cancellationToken));
            build.Complete(changes, compact: false);
            _documents.Complete(cancellationToken);
        });
        var file = await _documents.FinishAsync(cancellationToken).ConfigureAwait(false);
        await build.PublishAsync(changes, new DocumentFiles(file, _documents.Count), cancellationToken).ConfigureAwait(false);
    }

    public ValueTask DisposeAsync()
    {
        build.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Items that came several times: their document was stored with what came first, and is replaced.</summary>
    private IEnumerable<BsonDocument> Repeats(GenerationChanges changes, CancellationToken cancellationToken)
    {
        for (var row = 0; row < changes.Ledger.RowCount; row++)
        {
            if (changes.Ledger.IsChanged(row))
            {
                cancellationToken.ThrowIfCancellationRequested();
                var item = changes.Take(row).ToItem();
                build.Groups.AddChanged(row, item);
                yield return ItemDocument.From(row, item);
            }
        }
    }
}
