using System.IO.Hashing;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace DataflowSync.Json.Scanning;

/// <summary>
/// Scans records a block of bytes at a time: texts are masked out, then only brackets and commas are looked at. It takes the bytes
/// for a record, so what it finds may be used for nothing but asking whether the very same bytes were parsed strictly before;
/// values that are cut out of the fingerprint are the exception, and are parsed strictly here.
/// </summary>
internal sealed class RawRecordScanner<TBlock>(JsonRecordFormat format, int maxDepth) : IRawRecordScanner
    where TBlock : struct, IBlock
{
    private const ulong OddBits = 0xAAAA_AAAA_AAAA_AAAA;

    private readonly byte[] _keyName = Quote(format.KeyProperty);
    private readonly byte[][] _volatileNames = [.. format.VolatileProperties.Select(Quote)];
    private readonly uint[] _beginnings = [.. format.VolatileProperties.Append(format.KeyProperty).Select(Beginning)];

    private Value _value;
    private int _valueStart;
    private int _hashedTo;
    private ulong _hash;
    private long? _key;

    private enum Value
    {
        Other,
        Key,
        Volatile,
    }

    public bool TryScan(ReadOnlySpan<byte> bytes, out RawRecord record)
    {
        (_value, _hashedTo, _hash, _key) = (Value.Other, 0, 0, null);
        record = default;
        ulong isEscaped = 0;
        ulong inText = 0;
        var depth = 0;
        Span<byte> padded = stackalloc byte[IBlock.Size];
        for (var start = 0; start < bytes.Length; start += IBlock.Size)
        {
            scoped var block = bytes[start..];
            if (block.Length < IBlock.Size)
            {
                padded.Clear();
                block.CopyTo(padded);
                block = padded;
            }

            var masks = TBlock.Read(in MemoryMarshal.GetReference(block));
            var quotes = masks.Quotes & ~FindEscaped(masks.Backslashes, ref isEscaped);
            var texts = PrefixXor(quotes) ^ inText;
            inText = (ulong)((long)texts >> 63);
            for (var structure = masks.Structure & ~texts; structure != 0; structure &= structure - 1)
            {
                var at = start + BitOperations.TrailingZeroCount(structure);
                switch (bytes[at])
                {
                    case (byte)',' when depth > 1:
                        continue;
                    case (byte)',':
                        if (!TryEndValue(bytes, at) || !TryBeginProperty(bytes, at + 1))
                        {
                            return false;
                        }

                        continue;
                    case (byte)'{' or (byte)'[':
                        // What is cut out is a single value, and so is a key.
                        if (_value != Value.Other || ++depth > maxDepth || (depth == 1 && !TryBeginProperty(bytes, at + 1)))
                        {
                            return false;
                        }

                        continue;
                    case var _ when --depth == 0:
                        return TryEndValue(bytes, at) && TryEnd(bytes, at + 1, out record);
                }
            }
        }

        return false;
    }

    /// <returns>False at a doubt.</returns>
    private bool TryBeginProperty(ReadOnlySpan<byte> bytes, int at)
    {
        // Nearly every name is told apart by its first letters.
        if (bytes.Length - at > sizeof(uint)
            && bytes[at] == '"'
            && !_beginnings.AsSpan().Contains(MemoryMarshal.Read<uint>(bytes[at..])))
        {
            return true;
        }

        at = SkipBlanks(bytes, at);
        var rest = bytes[at..];
        var length = 0;
        if (rest.StartsWith(_keyName))
        {
            (_value, length) = (Value.Key, _keyName.Length);
        }
        else
        {
            foreach (var name in _volatileNames)
            {
                if (rest.StartsWith(name))
                {
                    (_value, length) = (Value.Volatile, name.Length);
                    break;
                }
            }
        }

        if (length == 0)
        {
            return true;
        }

        at = SkipBlanks(bytes, at + length);
        if (at >= bytes.Length || bytes[at] != ':')
        {
            return false;
        }

        _valueStart = SkipBlanks(bytes, at + 1);
        return true;
    }

    private bool TryEndValue(ReadOnlySpan<byte> bytes, int end)
    {
        var kind = _value;
        _value = Value.Other;
        if (kind == Value.Other)
        {
            return true;
        }

        var value = _valueStart <= end ? bytes[_valueStart..end].TrimEnd(" \t\r\n"u8) : default;
        if (kind == Value.Key)
        {
            return TryReadKey(value);
        }

        if (!IsPlain(value) && !TryParse(value, out _))
        {
            return false;
        }

        _hash = XxHash3.HashToUInt64(bytes[_hashedTo.._valueStart], (long)_hash);
        _hashedTo = _valueStart + value.Length;
        return true;
    }

    private bool TryReadKey(ReadOnlySpan<byte> value)
    {
        if (!TryParse(value, out var reader))
        {
            return false;
        }

        _key = format.ReadKey(ref reader);
        return _key is not null;
    }

    /// <summary>Whether a value is valid at first sight: a small count, or an empty text.</summary>
    private static bool IsPlain(ReadOnlySpan<byte> value) => value.SequenceEqual("\"\""u8)
        || (value is [>= (byte)'1' and <= (byte)'9', ..] && !value.ContainsAnyExceptInRange((byte)'0', (byte)'9'));

    /// <summary>Parses a value strictly.</summary>
    /// <returns>Whether it is one single value and nothing else.</returns>
    private static bool TryParse(ReadOnlySpan<byte> value, out Utf8JsonReader reader)
    {
        reader = new Utf8JsonReader(value);
        try
        {
            return reader.Read() && reader.BytesConsumed == value.Length;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private bool TryEnd(ReadOnlySpan<byte> bytes, int length, out RawRecord record)
    {
        var hash = XxHash3.HashToUInt64(bytes[_hashedTo..length], (long)_hash);
        record = new RawRecord(length, _key ?? 0, hash == 0 ? 1 : hash);
        return _key is not null;
    }

    private static int SkipBlanks(ReadOnlySpan<byte> bytes, int at)
    {
        while (at < bytes.Length && bytes[at] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
        {
            at++;
        }

        return at;
    }

    /// <summary>The bytes that a backslash escapes: every second one of a run of backslashes, and the byte behind an odd run.</summary>
    /// <param name="backslashes">Where backslashes are.</param>
    /// <param name="carry">1 where the first byte is escaped by the block before; receives the same for the next one.</param>
    private static ulong FindEscaped(ulong backslashes, ref ulong carry)
    {
        // As simdjson does it: subtracting makes the carry of an addition run through each series of backslashes.
        var potential = backslashes & ~carry;
        var maybeEscaped = potential << 1;
        var oddSeries = ((maybeEscaped | OddBits) - potential) ^ OddBits;
        var escaped = oddSeries ^ (backslashes | carry);
        carry = (oddSeries & backslashes) >> 63;
        return escaped;
    }

    /// <summary>Each bit is the parity of the bits up to and with it: set from an opening quotation mark to before its closing one.</summary>
    private static ulong PrefixXor(ulong bits)
    {
        bits ^= bits << 1;
        bits ^= bits << 2;
        bits ^= bits << 4;
        bits ^= bits << 8;
        bits ^= bits << 16;
        return bits ^ (bits << 32);
    }

    private static byte[] Quote(byte[] name) => [(byte)'"', .. name, (byte)'"'];

    /// <summary>The first bytes of a name in its quotation marks; with a colon behind a short one.</summary>
    private static uint Beginning(byte[] name) => MemoryMarshal.Read<uint>([.. Quote(name), (byte)':', 0]);
}
