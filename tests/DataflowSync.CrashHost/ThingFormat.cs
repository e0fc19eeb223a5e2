using System.Text.Json;

namespace DataflowSync.CrashHost;

/// <summary>Records like <c>{"id":1,"num":1,"name":"x","group":"a"}</c>; a thing in several groups comes once for each.</summary>
internal sealed class ThingFormat(string step, Moments moments) : JsonRecordFormat(itemVersion: 1, "id", ["id", "name", "groups"], "groups", ["num"])
{
    protected override RejectReason? MapObject(ref Utf8JsonReader reader, ItemBuilder item)
    {
        moments.Reach($"parse {step}");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("id"))
            {
                reader.Read();
                var id = reader.GetInt64();
                item.Key = Ledger.KeyOf(id);
                item.SetInt64(0, id);
            }
            else if (reader.ValueTextEquals("name"))
            {
                reader.Read();
                item.SetString(1, reader.GetString()!);
            }
            else if (reader.ValueTextEquals("group"))
            {
                reader.Read();
                item.AddGroup(reader.GetString()!);
            }
            else
            {
                reader.Skip();
            }
        }

        return item.Key == 0 ? RejectReason.MissingId : null;
    }
}
