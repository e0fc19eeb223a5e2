using System.Globalization;
using System.Text;
using System.Text.Json;

namespace DataflowSync.Xtream.Values;

/// <summary>Moments as panels send them: Unix seconds or milliseconds, quoted or not, and a few forms of text.</summary>
internal static class DateValues
{
    /// <summary>Larger numbers are milliseconds: as seconds they would lie beyond the year 5000.</summary>
    private const long MaxSeconds = 100_000_000_000;

    private const int MaxTextLength = 40;

    /// <summary>Text without a zone is read as UTC: panels do not say theirs in the lists.</summary>
    private static readonly string[] Forms =
    [
        "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd'T'HH:mmK", "dd/MM/yyyy HH:mm:ss", "dd/MM/yyyy HH:mm", "dd/MM/yyyy",
    ];

    /// <summary>Unix seconds after 1970; false for zero, negative numbers, and what is no moment.</summary>
    public static bool TryReadSeconds(ref Utf8JsonReader value, ref TextBuffer buffer, out long seconds)
    {
        seconds = 0;
        if (value.TokenType is not (JsonTokenType.String or JsonTokenType.Number))
        {
            return false;
        }

        if (NumberValues.TryReadWhole(ref value, ref buffer, out var number))
        {
            seconds = number > MaxSeconds ? number / 1000 : number;
            return seconds is > 0 and <= MaxSeconds;
        }

        var text = buffer.ReadTrimmed(ref value);
        Span<char> chars = stackalloc char[MaxTextLength];
        if (text.Length > MaxTextLength
            || !DateTimeOffset.TryParseExact(
                chars[..Encoding.UTF8.GetChars(text, chars)],
                Forms,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out var moment))
        {
            return false;
        }

        seconds = moment.ToUnixTimeSeconds();
        return seconds > 0;
    }
}
