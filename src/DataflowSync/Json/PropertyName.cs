using System.Buffers;
using System.Text.Json;

namespace DataflowSync.Json;

/// <summary>
/// Compares names of properties that a provider sent. <see cref="Utf8JsonReader.ValueTextEquals(ReadOnlySpan{byte})"/> throws on
/// half a surrogate pair; here such a name is just another one.
/// </summary>
internal static class PropertyName
{
    private const int UnicodeEscapeLength = 6;

    /// <summary>Whether the property that the reader stands on has a name; escapes count as what they stand for.</summary>
    public static bool Is(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        if (!reader.ValueIsEscaped)
        {
            return reader.HasValueSequence ? reader.ValueTextEquals(name) : reader.ValueSpan.SequenceEqual(name);
        }

        // Longer than the name with every letter escaped: it need not be looked at, however long it is.
        var length = reader.HasValueSequence ? reader.ValueSequence.Length : reader.ValueSpan.Length;
        if (length > name.Length * UnicodeEscapeLength)
        {
            return false;
        }

        var escaped = reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan;
        return HasWholePairs(escaped) && reader.ValueTextEquals(name);
    }

    private static bool HasWholePairs(ReadOnlySpan<byte> escaped)
    {
        for (var at = escaped.IndexOf((byte)'\\'); at >= 0; at = escaped.IndexOf((byte)'\\'))
        {
            escaped = escaped[at..];
            if (!IsSurrogate(escaped, high: true))
            {
                if (IsSurrogate(escaped, high: false))
                {
                    return false;
                }

                escaped = escaped[2..];
                continue;
            }

            escaped = escaped[UnicodeEscapeLength..];
            if (!IsSurrogate(escaped, high: false))
            {
                return false;
            }

            escaped = escaped[UnicodeEscapeLength..];
        }

        return true;
    }

    /// <summary>Whether the text begins with the escape of half a pair: <c>\uD8…</c> to <c>\uDB…</c>, or <c>\uDC…</c> to <c>\uDF…</c>.</summary>
    private static bool IsSurrogate(ReadOnlySpan<byte> escaped, bool high) =>
        escaped is [(byte)'\\', (byte)'u', (byte)'d' or (byte)'D', var second, ..]
            && (high ? second is (byte)'8' or (byte)'9' or (byte)'a' or (byte)'A' or (byte)'b' or (byte)'B'
                : second is >= (byte)'c' and <= (byte)'f' or >= (byte)'C' and <= (byte)'F');
}
