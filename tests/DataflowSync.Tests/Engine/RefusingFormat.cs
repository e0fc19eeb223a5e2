using System.Text.Json;

namespace DataflowSync.Tests.Engine;

/// <summary>Things from a provider that answers with an object once the account has expired.</summary>
internal sealed class RefusingFormat() : JsonRecordFormat(itemVersion: 1, "id", ["id", "name", "groups"], "groups", ["num"])
{
    public const string Refusal = "{\"expired\":true}";

    protected override RejectReason? MapObject(ref Utf8JsonReader reader, ItemBuilder item)
    {
        using var record = JsonDocument.ParseValue(ref reader);
        var id = record.RootElement.GetProperty("id").GetInt64();
        item.Key = Ledger.KeyOf(id);
        item.SetInt64(0, id);
        item.AddGroup(record.RootElement.GetProperty("group").GetString()!);
        return null;
    }

    protected internal override SyncError DescribeObject(ReadOnlySpan<byte> utf8) => new(SyncErrorCode.AccountInactive, "the account is expired");
}
