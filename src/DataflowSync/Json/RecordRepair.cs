using System.Buffers;

namespace DataflowSync.Json;

/// <summary>
/// Mends what careless JSON writers do to a record, for a strict reader to try again: raw control characters and unknown escapes
/// in texts, control characters between tokens, a comma before a closing bracket. Anything else is left as it is.
/// </summary>
internal sealed class RecordRepair
{
    private const int UnicodeEscapeLength = 6;

    private static readonly SearchValues<byte> SpecialInText = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(value => (byte)value), (byte)'"', (byte)'\\']);

    private readonly ArrayBufferWriter<byte> _mended = new();

    /// <summary>Mends a record.</summary>
    /// <returns>It, valid until the next one is mended; empty where there was nothing to mend.</returns>
    public ReadOnlyMemory<byte> Mend(ReadOnlySpan<byte> record)
    {
        _mended.ResetWrittenCount();
        var isMended = false;
        while (!record.IsEmpty)
        {
            var value = record[0];
            if (value == '"')
            {
                isMended |= MendText(ref record);
                continue;
            }

            var follows = value == ',' ? record[1..].TrimStart(" \t\r\n"u8) : default;
            if (IsControl(value) || follows is [(byte)'}' or (byte)']', ..])
            {
                isMended = true;
                _mended.Write(" "u8);
            }
            else
            {
                _mended.Write([value]);
            }

            record = record[1..];
        }

        return isMended ? _mended.WrittenMemory : default;
    }

    private bool MendText(ref ReadOnlySpan<byte> record)
    {
        var isMended = false;
        _mended.Write(record[..1]);
        record = record[1..];
        while (!record.IsEmpty)
        {
            // One search for all: one for each would look through the whole record again and again.
            var special = record.IndexOfAny(SpecialInText);
            var length = special < 0 ? record.Length : special;
            _mended.Write(record[..length]);
            record = record[length..];
            if (record.IsEmpty)
            {
                break;
            }

            if (record[0] == '"')
            {
                _mended.Write(record[..1]);
                record = record[1..];
                break;
            }

            isMended |= record[0] == '\\' ? MendEscape(ref record) : EscapeControl(ref record);
        }

        return isMended;
    }

    private bool EscapeControl(ref ReadOnlySpan<byte> record)
    {
        _mended.Write("\\u00"u8);
        _mended.Write([HexDigit(record[0] >> 4), HexDigit(record[0] & 0xF)]);
        record = record[1..];
        return true;
    }

    /// <summary>Keeps a known escape, and doubles the backslash of any other: it was meant as one.</summary>
    private bool MendEscape(ref ReadOnlySpan<byte> record)
    {
        var length = record switch
        {
            [_, (byte)'u', ..] when record.Length >= UnicodeEscapeLength && IsHex(record[2..UnicodeEscapeLength]) => UnicodeEscapeLength,
            [_, (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t', ..] => 2,
            _ => 0,
        };
        if (length > 0 || record.Length == 1)
        {
            length = Math.Max(length, 1);
            _mended.Write(record[..length]);
            record = record[length..];
            return false;
        }

        _mended.Write(@"\\"u8);
        record = record[1..];
        return true;
    }

    private static bool IsControl(byte value) => value < 0x20 && value is not ((byte)'\t' or (byte)'\r' or (byte)'\n');

    private static bool IsHex(ReadOnlySpan<byte> digits)
    {
        foreach (var digit in digits)
        {
            if (!char.IsAsciiHexDigit((char)digit))
            {
                return false;
            }
        }

        return true;
    }

    private static byte HexDigit(int value) => (byte)(value < 10 ? '0' + value : 'a' + value - 10);
}
