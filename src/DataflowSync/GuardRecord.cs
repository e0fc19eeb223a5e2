namespace DataflowSync;

/// <summary>A complete fetch that was held back because it would have removed suspiciously much.</summary>
/// <param name="Count">Items it held.</param>
/// <param name="IdSetHash">Hash of the set of its ids, independent of their order.</param>
/// <param name="At">When it was fetched.</param>
public sealed record GuardRecord(long Count, ulong IdSetHash, DateTimeOffset At);
