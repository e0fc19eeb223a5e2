namespace DataflowSync.Steps;

/// <summary>A complete fetch against what is published.</summary>
/// <param name="Before">Items published.</param>
/// <param name="Items">Different items fetched.</param>
/// <param name="Rejected">Records that could not become items.</param>
/// <param name="FilterChanged">Whether the category filter is another than that of the published generation.</param>
/// <param name="IdSetHash">Hash of the set of ids fetched.</param>
internal readonly record struct FetchSummary(long Before, long Items, long Rejected, bool FilterChanged, ulong IdSetHash)
{
    /// <summary>Records came, and not one of them was usable.</summary>
    public bool LostAllRecords => Items == 0 && Rejected > 0;
}
