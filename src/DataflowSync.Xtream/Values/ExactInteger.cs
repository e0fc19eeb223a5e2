using System.Buffers.Text;

namespace DataflowSync.Xtream.Values;

/// <summary>
/// Reads integers from decimal text exactly: <c>5</c>, <c>1.0</c>, <c>1e3</c>. Never through a double, which would turn
/// 9007199254740993 into its neighbour.
/// </summary>
internal static class ExactInteger
{
    private const int MaxPowerOfTen = 18;

    public static bool TryParse(ReadOnlySpan<byte> text, out long value) =>
        (Utf8Parser.TryParse(text, out value, out var consumed) && consumed == text.Length) || TryParseDecimal(text, out value);

    private static bool TryParseDecimal(ReadOnlySpan<byte> text, out long value)
    {
        value = 0;
        var negative = text is [(byte)'-', ..];
        text = negative ? text[1..] : text;
        var exponentAt = text.IndexOfAny((byte)'e', (byte)'E');
        var exponent = 0;
        if (exponentAt >= 0 && (!Utf8Parser.TryParse(text[(exponentAt + 1)..], out exponent, out var used) || used != text.Length - exponentAt - 1))
        {
            return false;
        }

        if (!TryReadSignificand(exponentAt < 0 ? text : text[..exponentAt], out var significand, out var scale))
        {
            return false;
        }

        if (significand == 0)
        {
            return true;
        }

        var power = (long)exponent + scale;
        if (power is < 0 or > MaxPowerOfTen)
        {
            return false;
        }

        var result = significand;
        for (; power > 0; power--)
        {
            if (result > long.MaxValue / 10)
            {
                return false;
            }

            result *= 10;
        }

        value = negative ? -result : result;
        return true;
    }

    /// <summary>Reads digits with at most one point as an integer without trailing zeros and the power of ten it is short of.</summary>
    private static bool TryReadSignificand(ReadOnlySpan<byte> text, out long significand, out int scale)
    {
        significand = 0;
        scale = 0;
        var point = text.IndexOf((byte)'.');
        var fraction = point < 0 ? 0 : text.Length - point - 1;
        if (text.IsEmpty || text.Length > 1024 || point == 0)
        {
            return false;
        }

        var zeros = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (i == point)
            {
                continue;
            }

            var digit = text[i] - '0';
            if (digit is < 0 or > 9)
            {
                return false;
            }

            if (digit == 0)
            {
                zeros++;
                continue;
            }

            var factor = significand == 0 ? 0 : zeros + 1;
            for (; factor > 0; factor--)
            {
                if (significand > long.MaxValue / 10)
                {
                    return false;
                }

                significand *= 10;
            }

            if (significand > long.MaxValue - digit)
            {
                return false;
            }

            significand += digit;
            zeros = 0;
        }

        scale = zeros - fraction;
        return true;
    }
}
