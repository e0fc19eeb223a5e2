using System.Text.Json;

namespace DataflowSync.Tests.Engine;

/// <summary>A later version of the tests' format that maps a field in another way.</summary>
internal sealed class UpperCaseFormat(int itemVersion, string nameField = "name")
    : JsonRecordFormat(itemVersion, "id", ["id", nameField, "groups"], "groups", ["num"])
{
    protected override RejectReason? MapObject(ref Utf8JsonReader reader, ItemBuilder item)
    {
        using var record = JsonDocument.ParseValue(ref reader);
        item.Key = Ledger.KeyOf(record.RootElement.GetProperty("id").GetInt64());
        item.SetInt64(0, item.Key);
        item.SetString(1, record.RootElement.GetProperty("name").GetString()!.ToUpperInvariant());
        return null;
    }
}
