namespace DataflowSync.M3u.Playlist;

/// <summary>
/// The bytes of a playlist, and behind them the closing mark that the format lacks: it comes only where the bytes ended as they
/// should. Where the transport proves that all of them came, the last line may lack its end; elsewhere it was cut off.
/// </summary>
internal sealed class PlaylistStream(Stream content, bool isProven) : Stream
{
    /// <summary>Stands alone behind the last line.</summary>
    public const byte ClosingMark = 0x04;

    private byte _last = (byte)'\n';
    private byte[]? _closing;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = _closing is null ? await content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) : 0;
        if (count > 0 || buffer.IsEmpty)
        {
            _last = count > 0 ? buffer.Span[count - 1] : _last;
            return count;
        }

        _closing ??= _last is (byte)'\n' or (byte)'\r' ? [ClosingMark]
            : isProven ? [(byte)'\n', ClosingMark]
            : throw new SourceException(SyncErrorCode.Truncated, "the provider's answer ended in the middle of a line");
        count = Math.Min(buffer.Length, _closing.Length);
        _closing.AsMemory(0, count).CopyTo(buffer);
        _closing = _closing[count..];
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        content.Dispose();
        base.Dispose(disposing);
    }
}
