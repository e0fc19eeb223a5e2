using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace DataflowSync.Xtream.Values;

/// <summary>
/// Reads JSON strings as clean UTF-8: escapes undone, broken UTF-8 and half surrogate pairs repaired to U+FFFD. Text without
/// escapes is not copied; the rest goes into one borrowed buffer. A text is valid until the next one is read.
/// </summary>
internal ref struct TextBuffer
{
    private const int MinBufferBytes = 4096;

    private byte[]? _borrowed;
    private bool _isRepaired;

    /// <summary>Whether a text read so far had broken Unicode in it.</summary>
    public readonly bool IsRepaired => _isRepaired;

    /// <summary>The text of a string, or the digits of a number as they stand; empty for anything else.</summary>
    public ReadOnlySpan<byte> Read(scoped ref Utf8JsonReader value)
    {
        if (value.TokenType is not (JsonTokenType.String or JsonTokenType.Number))
        {
            return [];
        }

        var raw = value.HasValueSequence ? value.ValueSequence.ToArray() : value.ValueSpan;
        var text = value.TokenType == JsonTokenType.String && value.ValueIsEscaped ? Unescape(raw) : raw;
        if (Utf8.IsValid(text))
        {
            return text;
        }

        _isRepaired = true;
        return Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(text));
    }

    /// <summary>As <see cref="Read"/>, without blanks around it.</summary>
    public ReadOnlySpan<byte> ReadTrimmed(scoped ref Utf8JsonReader value) => Read(ref value).Trim(" \t\r\n"u8);

    /// <summary>The name of the property that the reader stands on; one with U+0000 as sent, for without it, it would be another.</summary>
    public ReadOnlySpan<byte> ReadName(scoped ref Utf8JsonReader property) =>
        property.ValueIsEscaped && property.ValueSpan.IndexOf("\\u0000"u8) < 0 ? Unescape(property.ValueSpan) : property.ValueSpan;

    public void Dispose()
    {
        if (_borrowed is not null)
        {
            ArrayPool<byte>.Shared.Return(_borrowed);
            _borrowed = null;
        }
    }

    private ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> escaped)
    {
        if (_borrowed is null || _borrowed.Length < escaped.Length)
        {
            Dispose();
            _borrowed = ArrayPool<byte>.Shared.Rent(Math.Max(escaped.Length, MinBufferBytes));
        }

        return _borrowed.AsSpan(0, JsonUnescaper.Unescape(escaped, _borrowed, ref _isRepaired));
    }
}
