namespace DataflowSync.Xtream.Http;

/// <summary>
/// The decoded body of one answer. What breaks while it is read becomes a <see cref="SourceException"/>; disposing it ends the
/// answer, also for the pause before the next request.
/// </summary>
internal sealed class ResponseStream(Stream content, HttpResponseMessage response, IDisposable turn) : ReadOnlyStream
{
    private readonly UndeclaredGzipStream _content = new(content);
    private bool _hasRead;

    /// <summary>Decoded length, where the answer says it: a guess, for the body may be gzip without saying so.</summary>
    public long? DecodedLength => response.Content.Headers.ContentLength;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            var count = await _content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            _hasRead |= count > 0;
            return count;
        }
        catch (Exception exception) when (BrokeOff(exception))
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw Translate(exception);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _content.Dispose();
            response.Dispose();
            turn.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>Brotli answers spoiled data with an invalid operation, where gzip and deflate say that the data are invalid.</summary>
    private static bool IsSpoiled(Exception exception) =>
        exception is InvalidDataException or InvalidOperationException and not ObjectDisposedException;

    private static bool BrokeOff(Exception exception) => exception is IOException or HttpRequestException || IsSpoiled(exception);

    private SourceException Translate(Exception exception) => new(
        _hasRead || IsSpoiled(exception)
            ? new SyncError(SyncErrorCode.Truncated, "the provider's answer broke off")
            : new SyncError(SyncErrorCode.EmptyBody, "the provider's answer broke off before its first byte"),
        retryAfter: null,
        TransportErrors.Showable(exception));
}
