using System.Buffers.Text;
using System.Text;

namespace DataflowSync.Xtream.Values;

/// <summary>
/// Undoes the escapes of a JSON string that a strict reader has accepted. Lenient where <see cref="System.Text.Json"/>
/// throws: half a surrogate pair becomes U+FFFD, and U+0000 is dropped.
/// </summary>
internal static class JsonUnescaper
{
    private const int UnicodeEscapeLength = 6;

    /// <summary>Writes the text; it is never longer than its escaped form.</summary>
    /// <param name="escaped">What stands between the quotes.</param>
    /// <param name="text">Receives the text.</param>
    /// <param name="isRepaired">Set where half a surrogate pair was replaced; else left as it is.</param>
    /// <returns>The number of bytes written.</returns>
    public static int Unescape(ReadOnlySpan<byte> escaped, Span<byte> text, ref bool isRepaired)
    {
        var written = 0;
        while (!escaped.IsEmpty)
        {
            var plain = escaped.IndexOf((byte)'\\');
            plain = plain < 0 ? escaped.Length : plain;
            escaped[..plain].CopyTo(text[written..]);
            written += plain;
            escaped = escaped[plain..];
            if (escaped.IsEmpty)
            {
                break;
            }

            if (escaped[1] == 'u')
            {
                written += ReadUnicode(ref escaped, text[written..], ref isRepaired);
                continue;
            }

            text[written++] = Simple(escaped[1]);
            escaped = escaped[2..];
        }

        return written;
    }

    private static byte Simple(byte letter) => letter switch
    {
        (byte)'b' => (byte)'\b',
        (byte)'f' => (byte)'\f',
        (byte)'n' => (byte)'\n',
        (byte)'r' => (byte)'\r',
        (byte)'t' => (byte)'\t',
        _ => letter,
    };

    private static int ReadUnicode(ref ReadOnlySpan<byte> escaped, Span<byte> text, ref bool isRepaired)
    {
        var unit = ReadUnit(escaped);
        escaped = escaped[UnicodeEscapeLength..];
        if (unit == '\0')
        {
            return 0;
        }

        if (Rune.TryCreate(unit, out var rune))
        {
            return rune.EncodeToUtf8(text);
        }

        if (char.IsHighSurrogate(unit) && escaped is [(byte)'\\', (byte)'u', ..] && Rune.TryCreate(unit, ReadUnit(escaped), out rune))
        {
            escaped = escaped[UnicodeEscapeLength..];
            return rune.EncodeToUtf8(text);
        }

        isRepaired = true;
        return Rune.ReplacementChar.EncodeToUtf8(text);
    }

    private static char ReadUnit(ReadOnlySpan<byte> escaped) =>
        Utf8Parser.TryParse(escaped[2..UnicodeEscapeLength], out ushort unit, out _, 'x') ? (char)unit : '\uFFFD';
}
