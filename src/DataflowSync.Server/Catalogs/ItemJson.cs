using System.Text.Json;

namespace DataflowSync.Server.Catalogs;

/// <summary>Writes documents as JSON: the same from the tool and from the server.</summary>
internal static class ItemJson
{
    public static void Write(Utf8JsonWriter json, CatalogItem item)
    {
        json.WriteStartObject();
        foreach (var (name, value) in item.Fields)
        {
            json.WritePropertyName(name);
            WriteValue(json, value);
        }

        json.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter json, object value)
    {
        switch (value)
        {
            case string text:
                json.WriteStringValue(text);
                break;
            case long integer:
                json.WriteNumberValue(integer);
                break;
            case double number:
                json.WriteNumberValue(number);
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case IReadOnlyList<string> list:
                json.WriteStartArray();
                foreach (var element in list)
                {
                    json.WriteStringValue(element);
                }

                json.WriteEndArray();
                break;
            default:
                throw new InvalidDataException($"A document holds a value of the unexpected type {value.GetType().Name}.");
        }
    }
}
