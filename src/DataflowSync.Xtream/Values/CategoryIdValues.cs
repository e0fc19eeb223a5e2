using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace DataflowSync.Xtream.Values;

/// <summary>
/// Category ids: opaque text without blanks around it, and a number is the text of its integer, so that <c>5</c> and
/// <c>"5"</c> are the same category.
/// </summary>
internal static class CategoryIdValues
{
    private static readonly SearchValues<byte> Delimiters = SearchValues.Create("[],;|\""u8);

    /// <summary>One id; empty where there is none.</summary>
    public static ReadOnlySpan<byte> Read(ref Utf8JsonReader value, ref TextBuffer buffer)
    {
        var text = buffer.ReadTrimmed(ref value);
        return value.TokenType == JsonTokenType.Number && text.ContainsAnyExceptInRange((byte)'0', (byte)'9')
            && ExactInteger.TryParse(text, out var integer)
            ? Encoding.UTF8.GetBytes(integer.ToString(CultureInfo.InvariantCulture))
            : text;
    }

    /// <summary>Adds an item to the categories of <c>category_id</c>: one id, or a list that came in its place.</summary>
    public static void AddOne(ref Utf8JsonReader value, ref TextBuffer buffer, ItemBuilder item)
    {
        if (value.TokenType == JsonTokenType.String && buffer.ReadTrimmed(ref value) is not [(byte)'[', ..])
        {
            item.AddGroup(Read(ref value, ref buffer));
            return;
        }

        AddAll(ref value, ref buffer, item);
    }

    /// <summary>Adds an item to the categories of <c>category_ids</c>: an array, an object's values, one id, or ids in a text.</summary>
    public static void AddAll(ref Utf8JsonReader value, ref TextBuffer buffer, ItemBuilder item)
    {
        switch (value.TokenType)
        {
            case JsonTokenType.Number:
                item.AddGroup(Read(ref value, ref buffer));
                break;
            case JsonTokenType.String:
                AddDelimited(buffer.Read(ref value), item);
                break;
            case JsonTokenType.StartArray or JsonTokenType.StartObject:
                AddElements(ref value, ref buffer, item);
                break;
            default:
                break;
        }
    }

    private static void AddElements(ref Utf8JsonReader value, ref TextBuffer buffer, ItemBuilder item)
    {
        var depth = value.CurrentDepth;
        while (value.Read() && value.CurrentDepth > depth)
        {
            if (value.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject)
            {
                value.Skip();
                continue;
            }

            item.AddGroup(Read(ref value, ref buffer));
        }
    }

    /// <summary>Takes JSON in a text and lists with commas alike: what brackets, quotes and separators leave are the ids.</summary>
    private static void AddDelimited(ReadOnlySpan<byte> text, ItemBuilder item)
    {
        while (!text.IsEmpty)
        {
            var end = text.IndexOfAny(Delimiters);
            end = end < 0 ? text.Length : end;
            item.AddGroup(text[..end].Trim(" \t\r\n"u8));
            text = end < text.Length ? text[(end + 1)..] : [];
        }
    }
}
