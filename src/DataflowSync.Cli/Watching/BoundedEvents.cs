namespace DataflowSync.Cli.Watching;

/// <summary>
/// A stream of server-sent events that ends with an error where an event is too large: who parses it keeps all of an event. An event ends
/// at an empty line; lines end with CR, LF or both.
/// </summary>
internal sealed class BoundedEvents(Stream inner, int maxEventBytes) : Stream
{
    private int _eventBytes;
    private bool _isLineEmpty = true;
    private bool _isAfterCarriageReturn;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <exception cref="WatchException">An event is too large.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await inner.ReadAsync(buffer, cancellationToken);
        Measure(buffer.Span[..count]);
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    private void Measure(ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            if (value == '\n' && _isAfterCarriageReturn)
            {
                _isAfterCarriageReturn = false;
                continue;
            }

            _isAfterCarriageReturn = value == '\r';
            var isLineEnd = value is (byte)'\r' or (byte)'\n';
            _eventBytes = isLineEnd && _isLineEmpty ? 0 : _eventBytes + 1;
            _isLineEmpty = isLineEnd;
            if (_eventBytes > maxEventBytes)
            {
                throw new WatchException(WatchTrouble.Stranger, $"what answers sends events of more than {maxEventBytes:N0} bytes, as no DataflowSync server does");
            }
        }
    }
}
