namespace DataflowSync.LiteDb.Index;

/// <summary>A list of rows in an index file.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="Count">Its number of rows.</param>
internal readonly record struct RowSlice(long Start, int Count);
