namespace DataflowSync.LiteDb.Index;

/// <summary>A group in an index file.</summary>
/// <param name="Id">The group's id.</param>
/// <param name="Rows">The rows of its items, in the provider's order.</param>
internal sealed record GroupEntry(string Id, RowSlice Rows);
