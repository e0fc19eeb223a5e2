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

    /// <summary>Maps a record as the engine does, and holds the formats to agreeing on keys.</summary>
    public void Add(IRecordFormat format, RecordFrame frame, ItemBuilder item)
    {
        item.Reset();
        var reject = frame.Reject ?? format.Map(frame.Bytes, item);
        if (reject is { } reason)
        {
            Assert.True(frame.Reject is not null || frame.Key is null, "a record without an id has no key");
            Rejects.Add(reason);
            return;
        }

        Assert.NotEqual(0, item.Key);
        Assert.True(frame.Key is null || frame.Key == item.Key, "framing and mapping must read the same key");
        Items.Add(item.ToItem());
        Warnings.AddRange(item.Warnings);
    }

    public string Json() => string.Join('\n', Items.Select(ItemJson.Write));
}
