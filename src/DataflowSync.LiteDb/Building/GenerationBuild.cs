using DataflowSync.LiteDb.Files;
using DataflowSync.LiteDb.Index;
using DataflowSync.LiteDb.Pointer;
using DataflowSync.LiteDb.Telemetry;

namespace DataflowSync.LiteDb.Building;

/// <summary>What building a generation takes, whichever way: its files, its groups, its publication. Disposing it removes what is unpublished.</summary>
internal sealed class GenerationBuild(CatalogWriter owner, SyncStep step, LiteDbStoreOptions options) : IDisposable
{
    private readonly List<IDisposable> _files = [];
    private readonly long _number = owner.NextNumber;
    private bool _isDisposed;

    public LiteDbStoreOptions Options => options;

    public GroupCollector Groups { get; } = new(step.Format.GroupField is { } field ? step.Format.Fields[field] : null);

    public Stream CreateScratch() => owner.Directory.Disk.CreateScratch(
        owner.Directory.PathOf($"{step.Name}.{Guid.NewGuid():N}{ProfileDirectory.Unfinished}"));

    public void RequireSpace(long bytes) => FreeSpace.Require(owner.Directory.Path, Math.Max(options.MinimumFreeBytes, bytes));

    public DocumentFile CreateBase() => Keep(new DocumentFile(owner.Directory, NameOf(ProfileDirectory.DocumentsExtension), step.Name));

    public DocumentFile CreateOverlay() => Keep(new DocumentFile(owner.Directory, NameOf(".overlay" + ProfileDirectory.DocumentsExtension), step.Name));

    /// <summary>Takes vanished items out of ledger and order, when no document is to be written any more.</summary>
    public void Complete(GenerationChanges changes, bool compact)
    {
        Groups.EndPositions();
        changes.Complete(compact);
        if (changes.Ledger.Count != changes.Order.Count)
        {
            throw new InvalidOperationException(
                $"The ledger of {step.Name} has {changes.Ledger.Count} items, the provider's order {changes.Order.Count}.");
        }
    }

    /// <summary>Writes the index and publishes it with the documents.</summary>
    public async Task PublishAsync(GenerationChanges changes, DocumentFiles documents, CancellationToken cancellationToken)
    {
        var index = Keep(new BuildingFile(owner.Directory, NameOf(ProfileDirectory.IndexExtension)));
        PublicationActivities.Write(
            index.Name,
            () => new IndexWriter(index.Stream, cancellationToken).Write(changes.Ledger, changes.Order, documents.OverlayRows, Groups.Memberships));
        var pointer = new DatasetPointer
        {
            Generation = changes.Info,
            Base = documents.Base,
            BaseDocuments = documents.BaseDocuments,
            Overlay = documents.Overlay,
            OverlayDocuments = documents.OverlayDocuments,
            Index = await index.FinishAsync(cancellationToken).ConfigureAwait(false),
        };
        await PublicationActivities.SwitchAsync(
            Path.GetFileName(owner.Directory.PointerPath), () => owner.PublishAsync(step.Name, pointer, cancellationToken)).ConfigureAwait(false);
    }

    public void Dispose()
    {
        if (_isDisposed)
        {
            return; // What is unpublished may be the next generation's by now.
        }

        _isDisposed = true;
        try
        {
            foreach (var file in _files)
            {
                file.Dispose();
            }
        }
        finally
        {
            owner.End();
        }
    }

    private string NameOf(string ending) => FormattableString.Invariant($"{step.Name}.{_number}{ending}");

    private T Keep<T>(T file)
        where T : IDisposable
    {
        _files.Add(file);
        return file;
    }
}
