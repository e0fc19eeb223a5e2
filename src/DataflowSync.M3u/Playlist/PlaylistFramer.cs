using System.Buffers;
using System.Text;

namespace DataflowSync.M3u.Playlist;

/// <summary>
/// Finds the entries of a playlist: from <c>#EXTINF:</c> to the address that follows, or up to the next <c>#EXTINF:</c> where
/// there is none. Lines are gathered as they come, so it does not matter where reads are cut. Ends at the mark of <see cref="PlaylistStream"/>.
/// </summary>
internal sealed class PlaylistFramer(int maxRecordBytes) : IRecordFramer
{
    private readonly ArrayBufferWriter<byte> _line = new();
    private readonly ArrayBufferWriter<byte> _record = new();
    private readonly HashSet<string> _warnings = [];
    private long _lineSize;
    private long _recordSize;
    private bool _isOpen;
    private bool _sawLine;

    public IReadOnlyList<string> Warnings => [.. _warnings];

    public FrameStatus TryRead(ref ReadOnlySequence<byte> buffer, bool isFinal, out RecordFrame frame)
    {
        var reader = new SequenceReader<byte>(buffer);
        while (reader.TryReadToAny(out ReadOnlySequence<byte> rest, "\r\n"u8, advancePastDelimiter: false))
        {
            Gather(rest);
            var line = CheckLine();
            var isAddress = line is [not (byte)'#', ..];
            var isInfo = line.Length >= 8 && Ascii.EqualsIgnoreCase(line[..8], "#EXTINF:"u8);
            var isNext = isInfo && _isOpen;
            if (!isNext)
            {
                AddLine(isInfo || isAddress);
                reader.Advance(1);
            }

            if (isNext || isAddress)
            {
                // A line of the next record stays where it is: its end is met once more.
                _isOpen = false;
                buffer = buffer.Slice(reader.Position);
                frame = _recordSize > maxRecordBytes ? new RecordFrame(RejectReason.TooLarge) : new RecordFrame(_record.WrittenSpan);
                return FrameStatus.Record;
            }
        }

        Gather(reader.UnreadSequence);
        buffer = buffer.Slice(buffer.End);
        frame = default;
        return isFinal ? End() : FrameStatus.NeedMoreData;
    }

    private static SourceException Cut() => new(SyncErrorCode.Truncated, "the provider's answer ended before the end of the list");

    private FrameStatus End()
    {
        if (_line.WrittenSpan is not [PlaylistStream.ClosingMark])
        {
            CheckLine();
            throw Cut();
        }

        return _isOpen ? throw Cut()
            : _sawLine ? FrameStatus.End
            : throw new SourceException(SyncErrorCode.EmptyBody, "the provider sent an empty answer");
    }

    private void Gather(in ReadOnlySequence<byte> bytes)
    {
        _lineSize += bytes.Length;
        foreach (var segment in bytes.Slice(0, Math.Min(bytes.Length, maxRecordBytes - _line.WrittenCount)))
        {
            _line.Write(segment.Span);
        }
    }

    /// <summary>Adds the line to the record, if it is part of one, and forgets it.</summary>
    private void AddLine(bool opens)
    {
        if (opens && !_isOpen)
        {
            _record.ResetWrittenCount();
            (_recordSize, _isOpen) = (0, true);
        }

        (_recordSize, _lineSize) = (_recordSize + _lineSize + 1, 0);
        if (_isOpen && _recordSize <= maxRecordBytes)
        {
            _record.Write(_line.WrittenSpan);
            _record.Write("\n"u8);
        }

        _line.ResetWrittenCount();
    }

    /// <summary>The line without what surrounds it. Holds the first one to being one of a playlist, and notes what is odd.</summary>
    private ReadOnlySpan<byte> CheckLine()
    {
        var line = _line.WrittenSpan.Trim(" \t\uFEFF"u8);
        var isAddress = line is [not (byte)'#', ..];
        if (isAddress && (line[0] == '<' || (!_sawLine && (line.IndexOf("://"u8) is var end && end < 0 || line[..end].ContainsAny(" {"u8)))))
        {
            // A page in the middle of the list: what makes it broke down, and said so.
            throw _sawLine ? Cut()
                : line[0] is (byte)'{' or (byte)'[' ? new SourceException(SyncErrorCode.UnexpectedShape, "the provider sent JSON in place of a playlist")
                : new SourceException(SyncErrorCode.Blocked, "the provider sent no playlist; another User-Agent may help");
        }

        if (!line.IsEmpty && !_sawLine && !line.StartsWith("#EXTM3U"u8))
        {
            _warnings.Add("header: the list does not begin with #EXTM3U");
        }

        if (isAddress && !_isOpen)
        {
            _warnings.Add("entries: addresses without #EXTINF became entries without a name");
        }

        _sawLine |= !line.IsEmpty;
        return line;
    }
}
