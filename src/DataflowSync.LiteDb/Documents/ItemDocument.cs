using System.Text;
using LiteDB;

namespace DataflowSync.LiteDb.Documents;

/// <summary>
/// An item as a BSON document: <c>_id</c> is its row, then come its fields under their names, so that a person who opens the
/// file understands it.
/// </summary>
internal static class ItemDocument
{
    public const string Row = "_id";

    /// <summary>The largest document LiteDB stores, in bytes.</summary>
    public const int MaxSize = 16_683_050;

    private const int Brackets = 5; // A document's or list's length before it and a zero behind it.
    private const int LengthAndEnd = 5; // The same of a text.
    private const int TypeAndEnd = 2; // Around an element's name.

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

    /// <summary>The bytes a document takes, of which LiteDB tells nothing before it has written it.</summary>
    public static int SizeOf(BsonDocument document)
    {
        long size = Brackets;
        foreach (var (name, value) in document)
        {
            size += TypeAndEnd + Encoding.UTF8.GetByteCount(name) + SizeOf(value);
        }

        return (int)Math.Min(size, int.MaxValue);
    }

    private static long SizeOf(BsonValue value) => value.Type switch
    {
        BsonType.String => LengthAndEnd + Encoding.UTF8.GetByteCount(value.AsString),
        BsonType.Array => SizeOf(value.AsArray),
        BsonType.Int32 => sizeof(int),
        BsonType.Boolean => sizeof(bool),
        _ => sizeof(long),
    };

    private static long SizeOf(BsonArray array)
    {
        long size = Brackets;
        var digits = 1;
        for (int i = 0, longer = 10; i < array.Count; i++)
        {
            if (i == longer)
            {
                digits++;
                longer *= 10;
            }

            size += TypeAndEnd + digits + SizeOf(array[i]);
        }

        return size;
    }

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
