using DataflowSync.LiteDb.Pointer;

namespace DataflowSync.LiteDb.Building;

/// <summary>Keeps the bytes written in proportion to what changed, and what is dead on disk bounded.</summary>
internal static class PublicationPlanner
{
    public static PublicationPlan Choose(GenerationChanges changes, DatasetPointer previous, LiteDbStoreOptions options)
    {
        if (changes is { ChangedCount: 0, RemovedCount: 0 })
        {
            return PublicationPlan.IndexOnly;
        }

        // Rows are given out once: those without an item have died since the base was written.
        var dead = changes.Ledger.RowCount - changes.Order.Count;
        var differing = previous.OverlayDocuments + changes.ChangedCount + dead;
        if (changes.Order.Count < options.RebuildBelow || differing > options.OverlayRatio * previous.BaseDocuments)
        {
            return PublicationPlan.Rebuild;
        }

        // Vanished items need no document to say so: the ledger alone tells which rows live.
        return changes.ChangedCount == 0 ? PublicationPlan.IndexOnly : PublicationPlan.Overlay;
    }
}
