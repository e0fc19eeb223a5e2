using DataflowSync.LiteDb.Documents;
using DataflowSync.LiteDb.Reading;
using DataflowSync.LiteDb.Telemetry;

namespace DataflowSync.LiteDb.Building;

/// <summary>A generation that follows a published one: how much changed is known at its end, and so its files are made then.</summary>
internal sealed class NextGenerationWriter(GenerationBuild build, GenerationLease lease, Ledger ledger) : IGenerationWriter
{
    private readonly PublishedDocuments _previous = new(lease.Generation);

    public GenerationInfo? Previous => lease.Generation.Pointer.Generation;

    public Ledger Ledger => ledger;

    public Stream CreateScratch() => build.CreateScratch();

    public ValueTask InsertAsync(IReadOnlyList<StagedItem> items, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("Only a first generation is stored directly.");

    public IReadOnlyList<string> ReadGroups(int row, string groupField) => ItemDocument.ListOf(_previous.Find(row), groupField);

    public async ValueTask PublishAsync(GenerationChanges changes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(changes);
        build.Groups.BeginPositions(changes);
        build.Groups.AddUnchanged(lease.Generation.Index, changes.Ledger, cancellationToken);
        var documents = PublicationPlanner.Choose(changes, lease.Generation.Pointer, build.Options) switch
        {
            PublicationPlan.Rebuild => await RebuildAsync(changes, cancellationToken).ConfigureAwait(false),
            PublicationPlan.Overlay => await OverlayAsync(changes, cancellationToken).ConfigureAwait(false),
            _ => Keep(changes),
        };
        await build.PublishAsync(changes, documents, cancellationToken).ConfigureAwait(false);
    }

    public ValueTask DisposeAsync()
    {
        build.Dispose();
        _previous.Dispose();
        lease.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<DocumentFiles> RebuildAsync(GenerationChanges changes, CancellationToken cancellationToken)
    {
        var published = lease.Generation.Pointer;
        build.RequireSpace(published.Base.Length + (published.Overlay?.Length ?? 0));
        var documents = build.CreateBase();
        PublicationActivities.Write(documents.Name, () =>
        {
            documents.Insert(Walk(changes, cancellationToken).All());
            build.Complete(changes, compact: true);
            documents.Complete(cancellationToken);
        });
        return new DocumentFiles(await documents.FinishAsync(cancellationToken).ConfigureAwait(false), documents.Count);
    }

    private async Task<DocumentFiles> OverlayAsync(GenerationChanges changes, CancellationToken cancellationToken)
    {
        var documents = build.CreateOverlay();
        var rows = new RowSet(changes.Ledger.RowCount);
        PublicationActivities.Write(documents.Name, () =>
        {
            documents.Insert(Walk(changes, cancellationToken).Differing(lease.Generation.Index.OverlayRows, rows));
            build.Complete(changes, compact: false);
            documents.Complete(cancellationToken);
        });
        return Keep() with
        {
            Overlay = await documents.FinishAsync(cancellationToken).ConfigureAwait(false),
            OverlayDocuments = documents.Count,
            OverlayRows = rows,
        };
    }

    private DocumentFiles Keep(GenerationChanges changes)
    {
        build.Complete(changes, compact: false);
        return Keep();
    }

    private DocumentFiles Keep()
    {
        var published = lease.Generation.Pointer;
        return new DocumentFiles(
            published.Base,
            published.BaseDocuments,
            published.Overlay,
            published.OverlayDocuments,
            published.Overlay is null ? null : lease.Generation.Index.OverlayRows);
    }

    private DocumentWalk Walk(GenerationChanges changes, CancellationToken cancellationToken) => new(_previous, changes, build.Groups, cancellationToken);
}
