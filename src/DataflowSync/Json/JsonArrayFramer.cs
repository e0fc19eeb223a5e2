using System.Buffers;
using System.Text.Json;

namespace DataflowSync.Json;

/// <summary>Finds the elements of a JSON array: what stands between its brackets, one at a time.</summary>
internal sealed class JsonArrayFramer(JsonRecordFormat format, int maxRecordBytes) : IRecordFramer
{
    private const int MaxObjectBytes = 64 << 10;
    private const int MaxTextBytes = 4 << 10;

    private static readonly SearchValues<byte> NumberBytes = SearchValues.Create("0123456789+-.eE"u8);

    private static readonly JsonReaderOptions ReaderOptions = new() { MaxDepth = 64 };

    private readonly RecordScanner _scanner = new(format);
    private readonly OversizeSkipper _skipper = new();
    private readonly List<string> _warnings = [];
    private Place _place = Place.Root;
    private long _position;
    private bool _sawByte;
    private byte[] _scratch = [];

    private enum Place
    {
        Root,
        FirstElement,
        Element,
        Separator,
        Oversize,
        End,
    }

    public IReadOnlyList<string> Warnings => _warnings;

    public FrameStatus TryRead(ref ReadOnlySequence<byte> buffer, bool isFinal, out RecordFrame frame)
    {
        frame = default;
        while (true)
        {
            if (_place == Place.End)
            {
                return FrameStatus.End;
            }

            if (_place == Place.Oversize)
            {
                if (!SkipOversize(ref buffer, isFinal))
                {
                    return FrameStatus.NeedMoreData;
                }

                frame = new RecordFrame(RejectReason.TooLarge);
                return FrameStatus.Record;
            }

            if (_position == 0 && !TrySkipByteOrderMark(ref buffer, isFinal))
            {
                return FrameStatus.NeedMoreData;
            }

            SkipBlanks(ref buffer);
            if (buffer.IsEmpty)
            {
                return isFinal ? throw EndedEarly() : FrameStatus.NeedMoreData;
            }

            _sawByte = true;
            var first = buffer.FirstSpan[0];
            switch (_place)
            {
                case Place.Root when first == '[':
                    Advance(ref buffer, 1);
                    _place = Place.FirstElement;
                    continue;
                case Place.Root:
                    return ReadRoot(ref buffer, first, isFinal);
                case Place.FirstElement or Place.Separator when first == ']':
                    Advance(ref buffer, 1);
                    _place = Place.End;
                    return FrameStatus.End;
                case Place.Separator when first == ',':
                    Advance(ref buffer, 1);
                    _place = Place.Element;
                    continue;
                case Place.Separator:
                    throw Malformed(0);
                default:
                    return ReadElement(ref buffer, isFinal, out frame);
            }
        }
    }

    private FrameStatus ReadElement(ref ReadOnlySequence<byte> buffer, bool isFinal, out RecordFrame frame)
    {
        frame = default;
        if (!TryMeasure(buffer, out var length, out var isObject))
        {
            if (isFinal)
            {
                throw EndedEarly();
            }

            if (buffer.Length <= maxRecordBytes)
            {
                return FrameStatus.NeedMoreData;
            }

            _place = Place.Oversize;
            return TryRead(ref buffer, isFinal, out frame);
        }

        var element = buffer.Slice(0, length);
        var bytes = Contiguous(element);
        Advance(ref buffer, length);
        _place = Place.Separator;
        if (isObject && !element.IsSingleSegment)
        {
            // What was found across segments does not point into the copy; such records are few.
            var reader = new Utf8JsonReader(bytes, ReaderOptions);
            _scanner.TryMeasure(ref reader, out _);
        }

        frame = length > maxRecordBytes ? new RecordFrame(RejectReason.TooLarge)
            : isObject ? _scanner.Frame(bytes)
            : new RecordFrame(RejectReason.NotAnObject);
        return FrameStatus.Record;
    }

    /// <summary>Measures the value at the beginning of the buffer; the first segment alone is tried first, for it is faster.</summary>
    /// <returns>False where the bytes end before the value does.</returns>
    private bool TryMeasure(in ReadOnlySequence<byte> buffer, out long length, out bool isObject)
    {
        try
        {
            // Never the final block, even when nothing follows: the reader calls a value that is cut off broken then.
            var first = new Utf8JsonReader(buffer.FirstSpan, isFinalBlock: false, new JsonReaderState(ReaderOptions));
            if (_scanner.TryMeasure(ref first, out isObject))
            {
                length = first.BytesConsumed;
                return true;
            }

            if (!buffer.IsSingleSegment)
            {
                var all = new Utf8JsonReader(buffer, isFinalBlock: false, new JsonReaderState(ReaderOptions));
                if (_scanner.TryMeasure(ref all, out isObject))
                {
                    length = all.BytesConsumed;
                    return true;
                }
            }
        }
        catch (JsonException exception)
        {
            // Not with this exception inside: it may quote the rest of the answer, which may echo the request.
            throw Malformed(exception.BytePositionInLine ?? 0);
        }

        length = 0;
        isObject = false;
        return false;
    }

    private FrameStatus ReadRoot(ref ReadOnlySequence<byte> buffer, byte first, bool isFinal)
    {
        if (first == '{')
        {
            if (!isFinal && buffer.Length < MaxObjectBytes)
            {
                return FrameStatus.NeedMoreData;
            }

            return ReadRootObject(ref buffer);
        }

        if (!isFinal && buffer.Length < MaxTextBytes)
        {
            return FrameStatus.NeedMoreData;
        }

        var text = Contiguous(buffer.Slice(0, Math.Min(buffer.Length, MaxTextBytes))).TrimEnd(" \t\r\n"u8);
        if ("null"u8.StartsWith(text) && text.Length < 4)
        {
            throw EndedEarly();
        }

        throw new SourceException(IsLiteral(text, "null"u8)
            ? new SyncError(SyncErrorCode.NullBody, "the provider answered null")
            : IsScalar(text)
            ? new SyncError(SyncErrorCode.UnexpectedShape, "the provider sent a single value where a list is expected")
            : format.DescribeText(text));
    }

    private static bool IsScalar(ReadOnlySpan<byte> text) =>
        text[0] == '"'
            || IsLiteral(text, "true"u8)
            || IsLiteral(text, "false"u8)
            || !text.ContainsAnyExcept(NumberBytes);

    private static bool IsLiteral(ReadOnlySpan<byte> text, ReadOnlySpan<byte> literal) =>
        text.StartsWith(literal) && (text.Length == literal.Length || text[literal.Length] is not ((>= (byte)'a' and <= (byte)'z') or (byte)' '));

    private FrameStatus ReadRootObject(ref ReadOnlySequence<byte> buffer)
    {
        var bytes = Contiguous(buffer.Slice(0, Math.Min(buffer.Length, MaxObjectBytes)));
        var afterBrace = bytes[1..].TrimStart(" \t\r\n"u8);
        if (afterBrace.IsEmpty)
        {
            throw EndedEarly();
        }

        if (afterBrace[0] != '}')
        {
            // Shorter than the limit, it is all that came.
            if (bytes.Length < MaxObjectBytes && !IsWholeObject(bytes))
            {
                throw EndedEarly();
            }

            throw new SourceException(format.DescribeObject(bytes));
        }

        // PHP cannot say "empty list" where it has keys: an empty object is an empty list.
        _warnings.Add("shape: an empty object was read as an empty list");
        Advance(ref buffer, bytes.Length - afterBrace.Length + 1);
        _place = Place.End;
        return FrameStatus.End;
    }

    private static bool IsWholeObject(ReadOnlySpan<byte> bytes)
    {
        var reader = new Utf8JsonReader(bytes, isFinalBlock: false, new JsonReaderState(ReaderOptions));
        try
        {
            return reader.Read() && reader.TrySkip();
        }
        catch (JsonException)
        {
            // Broken rather than cut off: for the format to describe.
            return true;
        }
    }

    private bool SkipOversize(ref ReadOnlySequence<byte> buffer, bool isFinal)
    {
        var done = _skipper.Skip(buffer, out var consumed);
        Advance(ref buffer, consumed);
        if (done)
        {
            _place = Place.Separator;
        }
        else if (isFinal)
        {
            throw EndedEarly();
        }

        return done;
    }

    /// <summary>Skips the mark, which may be cut by the end of the first read.</summary>
    /// <returns>False where more bytes are needed to tell.</returns>
    private bool TrySkipByteOrderMark(ref ReadOnlySequence<byte> buffer, bool isFinal)
    {
        var mark = "\uFEFF"u8;
        Span<byte> first = stackalloc byte[mark.Length];
        first = first[..(int)Math.Min(buffer.Length, mark.Length)];
        buffer.Slice(0, first.Length).CopyTo(first);
        if (!mark.StartsWith(first) || first.IsEmpty)
        {
            return true;
        }

        if (first.Length < mark.Length)
        {
            // A part of the mark is no text: the answer was cut inside it. The whole mark and nothing else is an empty answer.
            _sawByte = isFinal;
            return isFinal ? throw EndedEarly() : false;
        }

        _warnings.Add("encoding: a byte order mark was skipped");
        Advance(ref buffer, mark.Length);
        return true;
    }

    private void SkipBlanks(ref ReadOnlySequence<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            var span = buffer.FirstSpan;
            var blanks = span.IndexOfAnyExcept(" \t\r\n"u8);
            if (blanks == 0)
            {
                return;
            }

            Advance(ref buffer, blanks < 0 ? span.Length : blanks);
        }
    }

    private void Advance(ref ReadOnlySequence<byte> buffer, long count)
    {
        buffer = buffer.Slice(count);
        _position += count;
    }

    private ReadOnlySpan<byte> Contiguous(ReadOnlySequence<byte> bytes)
    {
        if (bytes.IsSingleSegment)
        {
            return bytes.FirstSpan;
        }

        if (_scratch.Length < bytes.Length)
        {
            _scratch = GC.AllocateUninitializedArray<byte>((int)System.Numerics.BitOperations.RoundUpToPowerOf2((ulong)bytes.Length));
        }

        bytes.CopyTo(_scratch);
        return _scratch.AsSpan(0, (int)bytes.Length);
    }

    private SourceException EndedEarly() => _place == Place.Root && !_sawByte
        ? new(SyncErrorCode.EmptyBody, "the provider sent an empty answer")
        : new(SyncErrorCode.Truncated, "the provider's answer ended before the end of the list");

    private SourceException Malformed(long offset) =>
        new(SyncErrorCode.MalformedJson, $"the provider's answer is broken JSON at byte {_position + offset}");
}
