namespace DataflowSync.Xtream.Http;

/// <summary>
/// The decoded body of one answer. What breaks while it is read becomes a <see cref="SourceException"/>; disposing it ends the
/// answer, also for the pause before the next request.
/// </summary>
internal sealed class ResponseStream : ReadOnlyStream
{
    /// <summary>Decoded bytes before which no ratio is looked at: small lists of blanks are no attack.</summary>
    private const long UnmeasuredBytes = 16 << 20;

    private readonly HttpResponseMessage _response;
    private readonly HostTurn _turn;
    private readonly int _maxRatio;
    private readonly CountedStream _sent;
    private readonly Stream _content;
    private long _decoded;

    /// <param name="content">The body as it was sent.</param>
    /// <param name="response">The answer; disposed with this stream.</param>
    /// <param name="turn">Disposed with this stream.</param>
    /// <param name="maxRatio">Decoded bytes for one that was sent, at most.</param>
    /// <exception cref="SourceException">The body is encoded in a way that is not accepted.</exception>
    public ResponseStream(Stream content, HttpResponseMessage response, HostTurn turn, int maxRatio)
    {
        _response = response;
        _turn = turn;
        _maxRatio = maxRatio;
        _sent = new CountedStream(content);
        _content = ContentDecoder.Open(_sent, [.. response.Content.Headers.ContentEncoding], warning => Warnings.Add(warning));
    }

    /// <summary>Decoded length, where the answer says it: a guess, for the body may be gzip without saying so.</summary>
    public long? DecodedLength =>
        ContentDecoder.KeepsLength(_response.Content.Headers.ContentEncoding) ? _response.Content.Headers.ContentLength : null;

    /// <summary>What was tolerated, known when the body has been read.</summary>
    public ICollection<string> Warnings { get; private set; } = [];

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            var count = await _content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            _decoded += count;
            return IsBomb() ? throw Bomb()
                : count == 0 && _decoded == 0 && _sent.Count > 0 && !_sent.IsEmptyGzip && !buffer.IsEmpty ? throw BrokenOff(inner: null)
                : count;
        }
        catch (Exception exception) when (BrokeOff(exception))
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw Translate(exception);
        }
    }

    /// <summary>The body as the engine takes it, with whatever it warns of from now on.</summary>
    /// <param name="category">The category of which it is the list; null for the whole list.</param>
    public SourceBody ToBody(string? category = null)
    {
        var body = new SourceBody(this, DecodedLength) { Group = category };
        foreach (var warning in Warnings)
        {
            body.Warnings.Add(warning);
        }

        Warnings = body.Warnings;
        return body;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _content.Dispose();
            _response.Dispose();
            _turn.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>Brotli answers spoiled data with an invalid operation, where gzip and deflate say that the data are invalid.</summary>
    private static bool IsSpoiled(Exception exception) =>
        exception is InvalidDataException or InvalidOperationException and not ObjectDisposedException;

    private static bool BrokeOff(Exception exception) => exception is IOException or HttpRequestException || IsSpoiled(exception);

    private bool IsBomb() => _decoded > UnmeasuredBytes && _decoded / _maxRatio > _sent.Count;

    private SourceException Bomb() => new(
        SyncErrorCode.LimitExceeded,
        FormattableString.Invariant($"the provider's answer unpacks to more than {_maxRatio} times its size"));

    private SourceException Translate(Exception exception) => _decoded > 0 || _sent.Count > 0 || IsSpoiled(exception)
        ? BrokenOff(TransportErrors.Showable(exception))
        : new SourceException(
            new SyncError(SyncErrorCode.EmptyBody, "the provider's answer broke off before its first byte"),
            retryAfter: null,
            TransportErrors.Showable(exception));

    private static SourceException BrokenOff(Exception? inner) =>
        new(new SyncError(SyncErrorCode.Truncated, "the provider's answer broke off"), retryAfter: null, inner);
}
