namespace DataflowSync.Xtream.Tests;

/// <summary>What a body held.</summary>
internal sealed class RecordResult
{
    public List<CatalogItem> Items { get; } = [];

    public List<RejectReason> Rejects { get; } = [];

    public List<string> Warnings { get; } = [];

    public SyncError? Error { get; set; }

    public SourceException? Exception { get; set; }

    public int Records => Items.Count + Rejects.Count;

    /// <summary>Adds what a record became: an item, unless there is a reason against it.</summary>
    public void Add(RejectReason? reject, ItemBuilder item)
    {
        if (reject is { } reason)
        {
            Rejects.Add(reason);
            return;
        }

        Items.Add(item.ToItem());
        Warnings.AddRange(item.Warnings);
    }

    public string Json() => string.Join('\n', Items.Select(ItemJson.Write));
}
