namespace DataflowSync.Steps;

/// <summary>A complete fetch against what is published.</summary>
/// <param name="Before">Items published.</param>
/// <param name="ReceivedBefore">Records received for them.</param>
/// <param name="Items">Different items fetched.</param>
/// <param name="Received">Records received.</param>
/// <param name="Unusable">Whether records came and not one of them could become an item, the category filter apart.</param>
/// <param name="FilterChanged">Whether the category filter is another than that of the published generation.</param>
/// <param name="HashIds">Hashes the set of ids fetched: only a fetch that is held back needs it.</param>
internal readonly record struct FetchSummary(
    long Before,
    long ReceivedBefore,
    long Items,
    long Received,
    bool Unusable,
    bool FilterChanged,
    Func<ulong> HashIds);
