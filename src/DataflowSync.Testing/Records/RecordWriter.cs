using System.Buffers.Text;
using System.Runtime.CompilerServices;

namespace DataflowSync.Testing.Records;

/// <summary>Writes JSON of a record into a span that is known to be long enough; throws, never overruns, when it is not.</summary>
internal ref struct RecordWriter(Span<byte> destination, bool numbersAsStrings) : ITextSink
{
    public const int TokenLength = 10;

    private readonly Span<byte> _destination = destination;
    private readonly bool _numbersAsStrings = numbersAsStrings;

    public int Written { get; private set; }

    public readonly int Free => _destination.Length - Written;

    /// <summary>Whether text outside ASCII is written as escapes.</summary>
    public bool EscapeUnicode { get; set; }

    public static void FormatToken(ulong bits, Span<byte> destination)
    {
        ReadOnlySpan<byte> alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"u8;
        for (int i = 0; i < TokenLength; i++, bits >>= 6)
        {
            destination[i] = alphabet[(int)(bits & 63)];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Raw(ReadOnlySpan<byte> json)
    {
        json.CopyTo(_destination[Written..]);
        Written += json.Length;
    }

    public void Add(Fragment fragment) => Raw(EscapeUnicode ? fragment.Escaped : fragment.Raw);

    public void AddNumber(long value)
    {
        if (!Utf8Formatter.TryFormat(value, _destination[Written..], out int written))
        {
            throw new InvalidOperationException("The record is longer than its buffer.");
        }

        Written += written;
    }

    public void AddToken(ulong bits)
    {
        FormatToken(bits, _destination.Slice(Written, TokenLength));
        Written += TokenLength;
    }

    public void Quote() => Raw("\""u8);

    /// <summary>One of the two ways in which panels say that a text is missing.</summary>
    public void NoText(bool asNull) => Raw(asNull ? "null"u8 : "\"\""u8);

    /// <summary>Opens a text that is there, for the caller to write and close with <see cref="Quote"/>; otherwise writes that it is missing.</summary>
    public bool BeginText(bool present, bool missingAsNull)
    {
        if (present)
        {
            Quote();
        }
        else
        {
            NoText(missingAsNull);
        }

        return present;
    }

    /// <summary>A number, or a string of it where the options say so.</summary>
    public void Number(long value)
    {
        if (_numbersAsStrings)
        {
            QuotedNumber(value);
        }
        else
        {
            AddNumber(value);
        }
    }

    public void QuotedNumber(long value)
    {
        Quote();
        AddNumber(value);
        Quote();
    }

    /// <summary>A number of tenths, without the decimal when it is whole, as PHP prints floats.</summary>
    public void Tenths(int tenths)
    {
        Raw(_numbersAsStrings ? "\""u8 : []);
        AddNumber(tenths / 10);
        if (tenths % 10 != 0)
        {
            Raw("."u8);
            AddNumber(tenths % 10);
        }

        Raw(_numbersAsStrings ? "\""u8 : []);
    }
}
