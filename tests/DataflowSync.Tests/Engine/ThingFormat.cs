using System.Text.Json;

namespace DataflowSync.Tests.Engine;

/// <summary>Records of the tests: <c>{"id":1,"num":1,"name":"x","group":"a"}</c>.</summary>
internal sealed class ThingFormat(int itemVersion = 1)
    : JsonRecordFormat(itemVersion, "id", ["id", "name", "groups"], "groups", ["num"])
{
    protected override RejectReason? MapObject(ref Utf8JsonReader reader, ItemBuilder item)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("id"))
            {
                reader.Read();
                if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var id) && id > 0)
                {
                    item.Key = Ledger.KeyOf(id);
                    item.SetInt64(0, id);
                }
            }
            else if (reader.ValueTextEquals("name"))
            {
                reader.Read();
                item.SetString(1, reader.GetString() ?? string.Empty);
            }
            else if (reader.ValueTextEquals("group"))
            {
                reader.Read();
                item.AddGroup(reader.GetString() ?? string.Empty);
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        return item.Key == 0 ? RejectReason.MissingId : null;
    }
}
