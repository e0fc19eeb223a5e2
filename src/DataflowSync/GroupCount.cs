namespace DataflowSync;

/// <summary>A group of items and its size.</summary>
/// <param name="Id">Id of the group.</param>
/// <param name="Count">Items in it.</param>
public sealed record GroupCount(string Id, int Count);
