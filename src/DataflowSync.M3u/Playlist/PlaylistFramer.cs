using System.Buffers;
using System.Text;

namespace DataflowSync.M3u.Playlist;

/// <summary>
/// Finds the entries of a playlist: from <c>#EXTINF:</c> to the address that follows. Lines are gathered as they come, so it does not
/// matter where reads are cut. A list that ends within an entry or a line was cut.
/// </summary>
internal sealed class PlaylistFramer(int maxRecordBytes) : IRecordFramer
{
    private readonly ArrayBufferWriter<byte> _line = new();
    private readonly ArrayBufferWriter<byte> _record = new();
    private bool _isOpen;
    private bool _sawLine;

    public IReadOnlyList<string> Warnings => [];

    public FrameStatus TryRead(ref ReadOnlySequence<byte> buffer, bool isFinal, out RecordFrame frame)
    {
        var reader = new SequenceReader<byte>(buffer);
        while (reader.TryReadToAny(out ReadOnlySequence<byte> line, "\r\n"u8))
        {
            Gather(line);
            if (EndLine(out frame))
            {
                buffer = reader.UnreadSequence;
                return FrameStatus.Record;
            }
        }

        Gather(reader.UnreadSequence);
        buffer = buffer.Slice(buffer.End);
        frame = default;
        return isFinal ? End() : FrameStatus.NeedMoreData;
    }

    /// <summary>Of a line no more is kept than a record may have.</summary>
    private void Gather(in ReadOnlySequence<byte> bytes)
    {
        foreach (var segment in bytes.Slice(0, Math.Min(bytes.Length, maxRecordBytes - _line.WrittenCount)))
        {
            _line.Write(segment.Span);
        }
    }

    /// <returns>Whether a record ended: with its address, or without one where the next record begins.</returns>
    private bool EndLine(out RecordFrame frame)
    {
        var line = CheckLine();
        var isAddress = line is [not (byte)'#', ..];
        var isInfo = line.Length >= 8 && Ascii.EqualsIgnoreCase(line[..8], "#EXTINF:"u8);
        var isLost = isInfo && _isOpen;
        if (isInfo || !_isOpen)
        {
            _record.ResetWrittenCount();
        }

        if (_record.WrittenCount <= maxRecordBytes)
        {
            _record.Write(_line.WrittenSpan);
            _record.Write("\n"u8);
        }

        _line.ResetWrittenCount();
        _isOpen = isInfo || (_isOpen && !isAddress);
        frame = isLost ? new RecordFrame(RejectReason.MissingId)
            : _record.WrittenCount > maxRecordBytes ? new RecordFrame(RejectReason.TooLarge) : new RecordFrame(_record.WrittenSpan);
        return isLost || isAddress;
    }

    private FrameStatus End() =>
        !CheckLine().IsEmpty || _isOpen ? throw Cut()
            : _sawLine ? FrameStatus.End : throw new SourceException(SyncErrorCode.EmptyBody, "the provider sent an empty answer");

    /// <summary>The line without what surrounds it. The first one has to be one of a playlist; a page further on says that its maker broke down.</summary>
    private ReadOnlySpan<byte> CheckLine()
    {
        var line = _line.WrittenSpan.Trim(" \t\uFEFF"u8);
        if (line is [not (byte)'#' and var first, ..] && (!_sawLine || first == '<'))
        {
            throw _sawLine ? Cut()
                : first is (byte)'{' or (byte)'[' ? new SourceException(SyncErrorCode.UnexpectedShape, "the provider sent JSON in place of a playlist")
                : new SourceException(SyncErrorCode.Blocked, "the provider sent no playlist; another User-Agent may help");
        }

        _sawLine |= !line.IsEmpty;
        return line;
    }

    private static SourceException Cut() => new(SyncErrorCode.Truncated, "the provider's answer ended before the end of the list");
}
