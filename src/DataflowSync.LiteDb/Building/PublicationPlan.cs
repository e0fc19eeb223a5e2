namespace DataflowSync.LiteDb.Building;

/// <summary>Which files a re-sync writes.</summary>
internal enum PublicationPlan
{
    /// <summary>No document changed enough to be written: only the index.</summary>
    IndexOnly,

    /// <summary>The documents that differ from the base, in a new overlay.</summary>
    Overlay,

    /// <summary>All documents, in a new base.</summary>
    Rebuild,
}
