namespace DataflowSync.Xtream.Http;

/// <summary>
/// The decoded body of one answer. What breaks while it is read becomes a <see cref="SourceException"/>; disposing it ends the
/// answer, also for the pause before the next request.
/// </summary>
internal sealed class ResponseStream(Stream content, HttpResponseMessage response, IDisposable turn) : Stream
{
    private bool _hasRead;

    /// <summary>Decoded length, where the answer says it.</summary>
    public long? DecodedLength => response.Content.Headers.ContentLength;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            var count = await content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            _hasRead |= count > 0;
            return count;
        }
        catch (Exception exception) when (BrokeOff(exception))
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw Translate(exception);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count)
    {
        try
        {
            var read = content.Read(buffer, offset, count);
            _hasRead |= read > 0;
            return read;
        }
        catch (Exception exception) when (BrokeOff(exception))
        {
            throw Translate(exception);
        }
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            content.Dispose();
            response.Dispose();
            turn.Dispose();
        }

        base.Dispose(disposing);
    }

    private static bool BrokeOff(Exception exception) => exception is IOException or InvalidDataException or HttpRequestException;

    private SourceException Translate(Exception exception) => new(
        _hasRead
            ? new SyncError(SyncErrorCode.Truncated, "the provider's answer broke off")
            : new SyncError(SyncErrorCode.EmptyBody, "the provider's answer broke off before its first byte"),
        retryAfter: null,
        TransportErrors.Showable(exception));
}
