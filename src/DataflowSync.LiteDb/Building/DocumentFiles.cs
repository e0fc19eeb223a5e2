using DataflowSync.LiteDb.Documents;
using DataflowSync.LiteDb.Files;

namespace DataflowSync.LiteDb.Building;

/// <summary>The document files of a generation about to be published.</summary>
/// <param name="Base">The base file.</param>
/// <param name="BaseDocuments">Documents in it.</param>
/// <param name="Overlay">The overlay file; null for none.</param>
/// <param name="OverlayDocuments">Documents in it.</param>
/// <param name="OverlayRows">Their rows.</param>
internal sealed record DocumentFiles(
    StoredFile Base, long BaseDocuments, StoredFile? Overlay = null, long OverlayDocuments = 0, RowSet? OverlayRows = null);
