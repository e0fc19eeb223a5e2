using DataflowSync.LiteDb.Files;

namespace DataflowSync.LiteDb.Pointer;

/// <summary>The current generation of one dataset: what it is, and the files it is made of.</summary>
internal sealed record DatasetPointer
{
    public required GenerationInfo Generation { get; init; }

    /// <summary>The file that holds most documents.</summary>
    public required StoredFile Base { get; init; }

    /// <summary>The file that holds the documents that differ from the base; null for none.</summary>
    public StoredFile? Overlay { get; init; }

    /// <summary>Ledger, provider order and groups.</summary>
    public required StoredFile Index { get; init; }

    /// <summary>Documents in the base, those of vanished items included.</summary>
    public long BaseDocuments { get; init; }

    /// <summary>Documents in the overlay, those of vanished items included.</summary>
    public long OverlayDocuments { get; init; }

    public IEnumerable<StoredFile> Files() => Overlay is null ? [Base, Index] : [Base, Overlay, Index];
}
