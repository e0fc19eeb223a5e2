using System.Buffers;
using System.Globalization;
using System.Text.Json;
using DataflowSync.Json.Scanning;

namespace DataflowSync.Json;

/// <summary>
/// Finds the elements of a JSON list, one at a time: what stands between the brackets of an array, or the values of an object that
/// was an array with gaps. A record that the strict reader refuses is mended, where that is safe, and read strictly again.
/// </summary>
internal sealed class JsonListFramer : IRecordFramer
{
    private readonly JsonReaderOptions _readerOptions;
    private readonly int _maxRecordBytes;
    private readonly int _maxDepth;
    private readonly RecordScanner _scanner;
    private readonly IRawRecordScanner? _rawScanner;
    private readonly Func<long, ulong, bool>? _isKnown;
    private readonly RecordRepair _repair = new();
    private readonly ListOpening _opening;
    private readonly BodyCursor _cursor = new();
    private readonly List<string> _warnings = [];
    private ElementSkipper _skipper = new();
    private Place _place = Place.Opening;
    private byte _close;
    private int _repaired;

    public JsonListFramer(JsonRecordFormat format, int maxRecordBytes, int maxRecordDepth, Func<long, ulong, bool>? isKnown = null)
    {
        _readerOptions = new JsonReaderOptions { MaxDepth = maxRecordDepth };
        _maxRecordBytes = maxRecordBytes;
        _maxDepth = maxRecordDepth;
        _scanner = new RecordScanner(format);
        _rawScanner = isKnown is null ? null : RawRecordScanners.Create(format, maxRecordDepth);
        _isKnown = isKnown;
        _opening = new ListOpening(format, _warnings);
    }

    private enum Place
    {
        Opening,
        First,
        Next,
        Colon,
        Value,
        Separator,
        Skipping,
        End,
    }

    public IReadOnlyList<string> Warnings => _repaired == 0
        ? _warnings
        : [.. _warnings, string.Create(CultureInfo.InvariantCulture, $"syntax: broken records were mended ({_repaired})")];

    public FrameStatus TryRead(ref ReadOnlySequence<byte> buffer, bool isFinal, out RecordFrame frame)
    {
        frame = default;
        while (true)
        {
            switch (_place)
            {
                case Place.End:
                    return FrameStatus.End;
                case Place.Skipping:
                    return SkipElement(ref buffer, isFinal, out frame);
                case Place.Opening when !TryOpen(ref buffer, isFinal):
                    return FrameStatus.NeedMoreData;
            }

            _cursor.SkipBlanks(ref buffer);
            if (buffer.IsEmpty)
            {
                return isFinal ? throw EndedEarly() : FrameStatus.NeedMoreData;
            }

            var first = buffer.FirstSpan[0];
            switch (_place)
            {
                case Place.First or Place.Next or Place.Separator when first == _close:
                    End(ref buffer);
                    return FrameStatus.End;
                case Place.Separator when first == ',':
                    MoveTo(Place.Next, ref buffer);
                    continue;
                case Place.Colon when first == ':':
                    MoveTo(Place.Value, ref buffer);
                    continue;
                case Place.First or Place.Next when _close == '}':
                    if (!TrySkipName(ref buffer, isFinal))
                    {
                        return FrameStatus.NeedMoreData;
                    }

                    continue;
                case Place.First or Place.Next or Place.Value:
                    return ReadElement(ref buffer, isFinal, out frame);
                default:
                    throw Malformed(0);
            }
        }
    }

    /// <returns>False where more bytes are needed to tell where the list begins.</returns>
    private bool TryOpen(ref ReadOnlySequence<byte> buffer, bool isFinal)
    {
        if (_cursor.Position == 0 && !TrySkipByteOrderMark(ref buffer, isFinal))
        {
            return false;
        }

        _cursor.SkipBlanks(ref buffer);
        if (buffer.IsEmpty)
        {
            return isFinal ? throw new SourceException(SyncErrorCode.EmptyBody, "the provider sent an empty answer") : false;
        }

        var start = _cursor.Contiguous(buffer.Slice(0, Math.Min(buffer.Length, ListOpening.MaxBytes)));
        if (_opening.Find(start, isFinal && start.Length == buffer.Length) is not { } opening)
        {
            return false;
        }

        _cursor.Advance(ref buffer, opening.Length);
        _close = opening.Close;
        _place = Place.First;
        return true;
    }

    private void End(ref ReadOnlySequence<byte> buffer)
    {
        if (_place == Place.Next)
        {
            _warnings.Add("syntax: a comma before the end of the list was ignored");
        }

        MoveTo(Place.End, ref buffer);
    }

    private bool TrySkipName(ref ReadOnlySequence<byte> buffer, bool isFinal)
    {
        if (buffer.FirstSpan[0] != '"')
        {
            throw Malformed(0);
        }

        var window = Window(buffer);
        if (!TryMeasureName(window, out var length, out var isBroken))
        {
            return buffer.Length > _maxRecordBytes ? throw Malformed(0) : isFinal ? throw EndedEarly() : false;
        }

        _repaired += isBroken ? 1 : 0;
        _cursor.Advance(ref buffer, length);
        _place = Place.Colon;
        return true;
    }

    /// <summary>Measures a name of the list's object. It says nothing: where it ends is all that a broken one is asked for.</summary>
    private bool TryMeasureName(in ReadOnlySequence<byte> bytes, out long length, out bool isBroken)
    {
        isBroken = false;
        try
        {
            return TryMeasure(bytes, out length, out _);
        }
        catch (JsonException)
        {
            isBroken = true;
            return new ElementSkipper().Skip(bytes, out length);
        }
    }

    private FrameStatus ReadElement(ref ReadOnlySequence<byte> buffer, bool isFinal, out RecordFrame frame)
    {
        if (TryReadKnown(ref buffer, out frame))
        {
            return FrameStatus.Record;
        }

        var window = Window(buffer);
        long length;
        bool isObject;
        try
        {
            if (!TryMeasure(window, out length, out isObject))
            {
                return Wait(ref buffer, isFinal, out frame);
            }
        }
        catch (JsonException refusal)
        {
            return ReadRefused(ref buffer, window, isFinal, refusal, out frame);
        }

        var element = buffer.Slice(0, length);
        var bytes = _cursor.Contiguous(element);
        if (isObject && !element.IsSingleSegment)
        {
            // What was found across segments does not point into the copy; such records are few.
            _ = TryMeasure(bytes, out isObject);
        }

        Take(ref buffer, length, bytes, isObject, out frame);
        return FrameStatus.Record;
    }

    /// <summary>
    /// Reads a record whose very bytes were read strictly before. One that is cut by the end of a segment is left to the strict
    /// reader: such records are few.
    /// </summary>
    private bool TryReadKnown(ref ReadOnlySequence<byte> buffer, out RecordFrame frame)
    {
        frame = default;
        var bytes = buffer.FirstSpan;
        if (_rawScanner is null
            || bytes[0] != '{'
            || !_rawScanner.TryScan(bytes, out var record)
            || record.Length > _maxRecordBytes
            || !_isKnown!(record.Key, record.Fingerprint))
        {
            return false;
        }

        frame = new RecordFrame(bytes[..record.Length], record.Key, record.Fingerprint);
        _cursor.Advance(ref buffer, record.Length);
        _place = Place.Separator;
        return true;
    }

    /// <summary>The element goes on behind the bytes that are here: it is too large, cut off, or still coming.</summary>
    private FrameStatus Wait(ref ReadOnlySequence<byte> buffer, bool isFinal, out RecordFrame frame)
    {
        frame = default;
        if (buffer.Length > _maxRecordBytes)
        {
            return SkipFrom(ref buffer, isFinal, out frame);
        }

        return isFinal ? throw EndedEarly() : FrameStatus.NeedMoreData;
    }

    private FrameStatus ReadRefused(
        ref ReadOnlySequence<byte> buffer,
        ReadOnlySequence<byte> window,
        bool isFinal,
        JsonException refusal,
        out RecordFrame frame)
    {
        frame = default;
        if (JsonRefusal.DepthOf(refusal, window) > _maxDepth)
        {
            return SkipFrom(ref buffer, isFinal, out frame);
        }

        var isWhole = new ElementSkipper().Skip(window, out var length);
        if (!isWhole && !isFinal && buffer.Length <= _maxRecordBytes)
        {
            return FrameStatus.NeedMoreData;
        }

        var mended = _repair.Mend(_cursor.Contiguous(window.Slice(0, length)));
        try
        {
            if (!mended.IsEmpty && TryMeasure(mended.Span, out var isObject) == isWhole)
            {
                if (!isWhole)
                {
                    return Wait(ref buffer, isFinal, out frame);
                }

                _repaired++;
                Take(ref buffer, length, mended.Span, isObject, out frame);
                return FrameStatus.Record;
            }
        }
        catch (JsonException beyondMending) when (JsonRefusal.DepthOf(beyondMending, new ReadOnlySequence<byte>(mended)) > _maxDepth)
        {
            return SkipFrom(ref buffer, isFinal, out frame);
        }
        catch (JsonException)
        {
            // Beyond mending.
        }

        // Not with the reader's exception inside: it may quote the rest of the answer, which may echo the request.
        throw Malformed(JsonRefusal.OffsetOf(refusal, window));
    }

    private void Take(ref ReadOnlySequence<byte> buffer, long length, ReadOnlySpan<byte> bytes, bool isObject, out RecordFrame frame)
    {
        _cursor.Advance(ref buffer, length);
        _place = Place.Separator;
        frame = length > _maxRecordBytes ? new RecordFrame(RejectReason.TooLarge)
            : isObject ? _scanner.Frame(bytes)
            : new RecordFrame(RejectReason.NotAnObject);
    }

    /// <summary>Nothing behind the limit is looked at, so that the result does not depend on how much of it has come.</summary>
    private ReadOnlySequence<byte> Window(in ReadOnlySequence<byte> buffer) =>
        buffer.Length > _maxRecordBytes ? buffer.Slice(0, _maxRecordBytes + 1L) : buffer;

    /// <summary>Measures the value at the beginning of the bytes; the first segment alone is tried first, for it is faster.</summary>
    /// <returns>False where the bytes end before the value does.</returns>
    /// <exception cref="JsonException">The value is broken.</exception>
    private bool TryMeasure(in ReadOnlySequence<byte> bytes, out long length, out bool isObject)
    {
        // Never the final block, even when nothing follows: the reader calls a value that is cut off broken then.
        var first = new Utf8JsonReader(bytes.FirstSpan, isFinalBlock: false, new JsonReaderState(_readerOptions));
        if (_scanner.TryMeasure(ref first, out isObject))
        {
            length = first.BytesConsumed;
            return true;
        }

        length = 0;
        if (bytes.IsSingleSegment)
        {
            return false;
        }

        var all = new Utf8JsonReader(bytes, isFinalBlock: false, new JsonReaderState(_readerOptions));
        var isWhole = _scanner.TryMeasure(ref all, out isObject);
        length = all.BytesConsumed;
        return isWhole;
    }

    private bool TryMeasure(ReadOnlySpan<byte> bytes, out bool isObject)
    {
        var reader = new Utf8JsonReader(bytes, isFinalBlock: false, new JsonReaderState(_readerOptions));
        return _scanner.TryMeasure(ref reader, out isObject);
    }

    private FrameStatus SkipFrom(ref ReadOnlySequence<byte> buffer, bool isFinal, out RecordFrame frame)
    {
        _place = Place.Skipping;
        _skipper = new ElementSkipper();
        return SkipElement(ref buffer, isFinal, out frame);
    }

    private FrameStatus SkipElement(ref ReadOnlySequence<byte> buffer, bool isFinal, out RecordFrame frame)
    {
        frame = new RecordFrame(RejectReason.TooLarge);
        var isOver = _skipper.Skip(buffer, out var consumed);
        _cursor.Advance(ref buffer, consumed);
        if (isOver)
        {
            _place = Place.Separator;
            return FrameStatus.Record;
        }

        return isFinal ? throw EndedEarly() : FrameStatus.NeedMoreData;
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
            // A part of the mark is no text: the answer was cut inside it.
            return isFinal ? throw EndedEarly() : false;
        }

        _warnings.Add("encoding: a byte order mark was skipped");
        _cursor.Advance(ref buffer, mark.Length);
        return true;
    }

    private void MoveTo(Place place, ref ReadOnlySequence<byte> buffer)
    {
        _cursor.Advance(ref buffer, 1);
        _place = place;
    }

    private static SourceException EndedEarly() => new(ListOpening.CutOff);

    private SourceException Malformed(long offset) =>
        new(SyncErrorCode.MalformedJson, $"the provider's answer is broken JSON at byte {_cursor.Position + offset}");
}
