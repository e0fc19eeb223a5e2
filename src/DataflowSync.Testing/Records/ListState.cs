namespace DataflowSync.Testing.Records;

/// <summary>An immutable state of a list: what a response that has begun goes on sending, whatever happens to the list.</summary>
/// <param name="Items">Never written to once it is here.</param>
/// <param name="NumOffset">What <c>num</c> is ahead of the position.</param>
/// <param name="NextId">The id of the next item to be added.</param>
internal sealed record ListState(Item[] Items, int NumOffset, int NextId);
