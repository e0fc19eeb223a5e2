using System.Text.Json;

namespace DataflowSync.M3u.Tests.Setup;

/// <summary>What a body held.</summary>
internal sealed class ReadResult
{
    public List<CatalogItem> Items { get; } = [];

    public List<RejectReason> Rejects { get; } = [];

    /// <summary>Items and rejects in the order they came, as text.</summary>
    public List<string> Records { get; } = [];

    public SyncErrorCode? Error { get; set; }

    public void Add(CatalogItem item)
    {
        Items.Add(item);
        Records.Add(JsonSerializer.Serialize(item.Fields));
    }

    public void Add(RejectReason reject)
    {
        Rejects.Add(reject);
        Records.Add($"{reject}");
    }
}
