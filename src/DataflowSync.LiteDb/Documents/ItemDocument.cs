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
    private const int MaxDigits = 10; // The name of a list's element is its number.

    public static BsonDocument From(int row, CatalogItem item)
    {
        var document = new BsonDocument();
        ((Dictionary<string, BsonValue>)((BsonValue)document).RawValue).EnsureCapacity(item.Fields.Count + 1);
        document.Add(Row, row);
        foreach (var (name, value) in item.Fields)
        {
            document.Add(name, value switch
            {
                string text => new BsonValue(text),
                long number => new BsonValue(number),
                double number => new BsonValue(number),
                bool flag => new BsonValue(flag),
                IReadOnlyList<string> list => ToArray(list),
                _ => throw new NotSupportedException($"An item's field cannot be of type {value.GetType()}."),
            });
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

    /// <summary>A number of bytes that a document does not exceed, found without looking at every character.</summary>
    public static long SizeAtMost(BsonDocument document)
    {
        long size = Brackets;
        foreach (var (name, value) in document)
        {
            size += TypeAndEnd + Encoding.UTF8.GetMaxByteCount(name.Length) + SizeAtMost(value);
        }

        return size;
    }

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

    private static long SizeAtMost(BsonValue value)
    {
        switch (value.Type)
        {
            case BsonType.String:
                return LengthAndEnd + Encoding.UTF8.GetMaxByteCount(value.AsString.Length);
            case BsonType.Array:
                long size = Brackets;
                foreach (var element in value.AsArray)
                {
                    size += TypeAndEnd + MaxDigits + SizeAtMost(element);
                }

                return size;
            default:
                return sizeof(long);
        }
    }

    private static BsonArray ToArray(IReadOnlyList<string> list)
    {
        var array = new BsonArray();
        foreach (var text in list)
        {
            array.Add(new BsonValue(text));
        }

        return array;
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
