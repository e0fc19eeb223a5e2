using System.Text;
using System.Text.Json;

namespace DataflowSync.Xtream.Values;

/// <summary>Lists as panels send them: arrays, objects keyed by index, one text, or JSON in a text.</summary>
internal static class ListValues
{
    /// <summary>The texts of a list, empty ones and containers inside it left out.</summary>
    public static List<string> Read(ref Utf8JsonReader value, ref TextBuffer buffer)
    {
        if (value.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject)
        {
            return ReadElements(ref value, ref buffer);
        }

        var text = buffer.Read(ref value);
        if (text.IsEmpty)
        {
            return [];
        }

        return text[0] is (byte)'[' or (byte)'{' && ReadInner(text) is { } inner ? inner : [Encoding.UTF8.GetString(text)];
    }

    /// <summary>The elements of the array, or the values of the object, that the reader stands on.</summary>
    private static List<string> ReadElements(ref Utf8JsonReader value, ref TextBuffer buffer)
    {
        var elements = new List<string>();
        var depth = value.CurrentDepth;
        while (value.Read() && value.CurrentDepth > depth)
        {
            if (value.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject)
            {
                value.Skip();
                continue;
            }

            var text = buffer.Read(ref value);
            if (!text.IsEmpty)
            {
                elements.Add(Encoding.UTF8.GetString(text));
            }
        }

        return elements;
    }

    /// <summary>The list that a text spells as JSON; null where it is no JSON after all.</summary>
    private static List<string>? ReadInner(ReadOnlySpan<byte> json)
    {
        var buffer = default(TextBuffer);
        try
        {
            var reader = new Utf8JsonReader(json);
            reader.Read();
            return ReadElements(ref reader, ref buffer);
        }
        catch (JsonException)
        {
            return null;
        }
        finally
        {
            buffer.Dispose();
        }
    }
}
