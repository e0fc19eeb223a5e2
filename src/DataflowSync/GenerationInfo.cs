namespace DataflowSync;

/// <summary>What is worth knowing of a published generation without reading it. Immutable.</summary>
/// <param name="Count">Items.</param>
/// <param name="ItemVersion">Version of the mapping its items were made with.</param>
/// <param name="Received">Records received when it was fetched, a hint for the length of the next fetch.</param>
/// <param name="OrderHash">Hash of the provider's order of its rows.</param>
/// <param name="FilterHash">Hash of the category filter it was fetched with; 0 for none.</param>
public sealed record GenerationInfo(long Count, int ItemVersion, long Received, ulong OrderHash, ulong FilterHash);
