using LiteDB;

namespace DataflowSync.LiteDb.Documents;

/// <summary>
/// An item as a BSON document: <c>_id</c> is its row, then come its fields under their names, so that a person who opens the
/// file understands it.
/// </summary>
internal static class ItemDocument
{
    public const string Row = "_id";

    public static BsonDocument From(int row, CatalogItem item)
    {
        var document = new BsonDocument { [Row] = row };
        foreach (var (name, value) in item.Fields)
        {
            document[name] = value switch
            {
                string text => new BsonValue(text),
                long number => new BsonValue(number),
                double number => new BsonValue(number),
                bool flag => new BsonValue(flag),
                IReadOnlyList<string> list => new BsonArray(list.Select(text => new BsonValue(text))),
                _ => throw new NotSupportedException($"An item's field cannot be of type {value.GetType()}."),
            };
        }

        return document;
    }

    public static int RowOf(BsonDocument document) => document[Row].AsInt32;

    public static CatalogItem ToItem(BsonDocument document)
    {
        var fields = new List<KeyValuePair<string, object>>(document.Count - 1);
        foreach (var (name, value) in document)
        {
            if (name != Row)
            {
                fields.Add(KeyValuePair.Create(name, ToValue(value)));
            }
        }

        return new CatalogItem(fields);
    }

    public static IReadOnlyList<string> ListOf(BsonDocument document, string field) =>
        document.TryGetValue(field, out var value) && value.IsArray ? TextsOf(value.AsArray) : [];

    private static object ToValue(BsonValue value) => value.Type switch
    {
        BsonType.String => value.AsString,
        BsonType.Int64 => value.AsInt64,
        BsonType.Int32 => (long)value.AsInt32,
        BsonType.Double => value.AsDouble,
        BsonType.Boolean => value.AsBoolean,
        BsonType.Array => TextsOf(value.AsArray),
        _ => throw new InvalidDataException($"A document holds a value of the unexpected type {value.Type}."),
    };

    private static List<string> TextsOf(BsonArray array)
    {
        var texts = new List<string>(array.Count);
        foreach (var element in array)
        {
            texts.Add(element.AsString);
        }

        return texts;
    }
}
