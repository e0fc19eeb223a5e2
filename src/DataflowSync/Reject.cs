namespace DataflowSync;

/// <summary>A sample of one record that could not become an item.</summary>
/// <param name="Index">Position of the record in the provider's list, from 0.</param>
/// <param name="Reason">Why.</param>
public sealed record Reject(long Index, RejectReason Reason);
