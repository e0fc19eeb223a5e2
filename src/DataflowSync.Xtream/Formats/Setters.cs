using System.Buffers;
using System.Text;
using System.Text.Json;
using DataflowSync.Xtream.Values;

namespace DataflowSync.Xtream.Formats;

/// <summary>The ways a value becomes a field.</summary>
internal static class Setters
{
    private static readonly SearchValues<byte> ExtensionBytes = SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyz"u8);

    /// <summary>Text as sent; a number as its digits; the texts of an array joined; nothing from booleans and objects.</summary>
    public static bool Text(ref Utf8JsonReader value, ref TextBuffer buffer, ItemBuilder item, int field) =>
        value.TokenType == JsonTokenType.StartArray
            ? People(ref value, ref buffer, item, field)
            : Set(item, field, buffer.Read(ref value));

    /// <summary>Names: text as sent, or a list in any of its forms joined with commas.</summary>
    public static bool People(ref Utf8JsonReader value, ref TextBuffer buffer, ItemBuilder item, int field)
    {
        var text = buffer.Read(ref value);
        return value.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject || text is [(byte)'[', ..]
            ? Set(item, field, Encoding.UTF8.GetBytes(string.Join(", ", ListValues.Read(ref value, ref buffer))))
            : Set(item, field, text);
    }

    /// <summary>A list of texts.</summary>
    public static bool List(ref Utf8JsonReader value, ref TextBuffer buffer, ItemBuilder item, int field)
    {
        var list = ListValues.Read(ref value, ref buffer);
        if (list.Count > 0)
        {
            item.SetList(field, list);
        }

        return list.Count > 0;
    }

    /// <summary>A moment as Unix seconds.</summary>
    public static bool Seconds(ref Utf8JsonReader value, ref TextBuffer buffer, ItemBuilder item, int field)
    {
        var isMoment = DateValues.TryReadSeconds(ref value, ref buffer, out var seconds);
        if (isMoment)
        {
            item.SetInt64(field, seconds);
        }

        return isMoment;
    }

    /// <summary>A mark.</summary>
    public static bool Rating(ref Utf8JsonReader value, ref TextBuffer buffer, ItemBuilder item, int field)
    {
        var isRating = NumberValues.TryReadRating(ref value, ref buffer, out var rating);
        if (isRating)
        {
            item.SetDouble(field, rating);
        }

        return isRating;
    }

    /// <summary>A flag: where the property is there, it says yes or no.</summary>
    public static bool Flag(ref Utf8JsonReader value, ref TextBuffer buffer, ItemBuilder item, int field)
    {
        item.SetBoolean(field, NumberValues.ReadFlag(ref value, ref buffer));
        return true;
    }

    /// <summary>A count that is 0 where the property is there and says nothing else.</summary>
    public static bool Count(ref Utf8JsonReader value, ref TextBuffer buffer, ItemBuilder item, int field)
    {
        item.SetInt64(field, NumberValues.TryReadWhole(ref value, ref buffer, out var count) && count > 0 ? count : 0);
        return true;
    }

    /// <summary>A number that is not negative, or nothing.</summary>
    public static bool Number(ref Utf8JsonReader value, ref TextBuffer buffer, ItemBuilder item, int field)
    {
        var isNumber = NumberValues.TryReadWhole(ref value, ref buffer, out var number) && number >= 0;
        if (isNumber)
        {
            item.SetInt64(field, number);
        }

        return isNumber;
    }

    /// <summary>A year: nothing from zeros.</summary>
    public static bool Year(ref Utf8JsonReader value, ref TextBuffer buffer, ItemBuilder item, int field) =>
        Set(item, field, NothingFromZeros(buffer.ReadTrimmed(ref value)));

    /// <summary>An id in another catalog, as text: nothing from 0.</summary>
    public static bool ForeignId(ref Utf8JsonReader value, ref TextBuffer buffer, ItemBuilder item, int field) =>
        Set(item, field, NothingFromZeros(CategoryIdValues.Read(ref value, ref buffer)));

    /// <summary>A category's id.</summary>
    public static bool CategoryId(ref Utf8JsonReader value, ref TextBuffer buffer, ItemBuilder item, int field) =>
        Set(item, field, CategoryIdValues.Read(ref value, ref buffer));

    /// <summary>A date as sent: nothing from <c>0000-00-00</c>.</summary>
    public static bool Date(ref Utf8JsonReader value, ref TextBuffer buffer, ItemBuilder item, int field)
    {
        var text = buffer.Read(ref value);
        return Set(item, field, text.StartsWith("0000"u8) ? [] : NothingFromZeros(text));
    }

    /// <summary>A file extension in lower case, without its dot; the first of a list.</summary>
    public static bool Extension(ref Utf8JsonReader value, ref TextBuffer buffer, ItemBuilder item, int field)
    {
        var text = buffer.Read(ref value);
        if (!text.IsEmpty && !text.ContainsAnyExcept(ExtensionBytes))
        {
            return Set(item, field, text);
        }

        var first = ListValues.Read(ref value, ref buffer) is [var extension, ..] ? extension : string.Empty;
        return Set(item, field, Encoding.UTF8.GetBytes(first.Trim().TrimStart('.').ToLowerInvariant()));
    }

    private static ReadOnlySpan<byte> NothingFromZeros(ReadOnlySpan<byte> text) => text.ContainsAnyExcept((byte)'0') ? text : [];

    private static bool Set(ItemBuilder item, int field, ReadOnlySpan<byte> text)
    {
        if (!text.IsEmpty)
        {
            item.SetString(field, text);
        }

        return !text.IsEmpty;
    }
}
