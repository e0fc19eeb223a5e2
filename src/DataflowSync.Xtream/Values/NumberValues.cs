using System.Globalization;
using System.Text.Json;

namespace DataflowSync.Xtream.Values;

/// <summary>Numbers as panels send them: JSON numbers, quoted numbers, and words that mean none.</summary>
internal static class NumberValues
{
    /// <summary>An exact 64-bit integer, quoted or not, blanks around it allowed.</summary>
    public static bool TryReadInteger(ref Utf8JsonReader value, ref TextBuffer buffer, out long integer) =>
        ExactInteger.TryParse(buffer.ReadTrimmed(ref value), out integer);

    /// <summary>A whole number: the part before the point of a fraction; booleans are 0 and 1.</summary>
    public static bool TryReadWhole(ref Utf8JsonReader value, ref TextBuffer buffer, out long whole)
    {
        if (value.TokenType is JsonTokenType.True or JsonTokenType.False)
        {
            whole = value.TokenType == JsonTokenType.True ? 1 : 0;
            return true;
        }

        var text = buffer.ReadTrimmed(ref value);
        if (ExactInteger.TryParse(text, out whole))
        {
            return true;
        }

        // Beyond 2⁵³ a fraction has no meaning here.
        var isFraction = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var fraction)
            && Math.Abs(fraction) < 1L << 53;
        whole = isFraction ? (long)fraction : 0;
        return isFraction;
    }

    /// <summary>A mark that is not negative: <c>7.5</c>, <c>"7,5"</c>, <c>"8/10"</c> (the part before the slash).</summary>
    public static bool TryReadRating(ref Utf8JsonReader value, ref TextBuffer buffer, out double rating)
    {
        var text = buffer.ReadTrimmed(ref value);
        var slash = text.IndexOf((byte)'/');
        text = (slash < 0 ? text : text[..slash]).Trim((byte)' ');
        Span<byte> withPoint = stackalloc byte[32];
        if (text.Length > withPoint.Length)
        {
            rating = 0;
            return false;
        }

        text.Replace(withPoint, (byte)',', (byte)'.');
        return double.TryParse(withPoint[..text.Length], NumberStyles.Float, CultureInfo.InvariantCulture, out rating)
            && double.IsFinite(rating) && rating >= 0;
    }

    /// <summary>A flag: true, <c>"true"</c> and every number but 0, quoted or not, say yes; anything else says no.</summary>
    public static bool ReadFlag(ref Utf8JsonReader value, ref TextBuffer buffer)
    {
        if (TryReadWhole(ref value, ref buffer, out var number))
        {
            return number != 0;
        }

        return buffer.ReadTrimmed(ref value) is [(byte)'t' or (byte)'T', (byte)'r' or (byte)'R', (byte)'u' or (byte)'U', (byte)'e' or (byte)'E'];
    }
}
