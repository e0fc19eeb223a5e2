namespace DataflowSync.Xtream.Http;

/// <summary>Counts what is read through it.</summary>
internal sealed class CountedStream(Stream content) : ReadOnlyStream
{
    private const int GzipHeader = 10;
    private const int GzipTrailer = 8;

    private readonly byte[] _start = new byte[64];

    public long Count { get; private set; }

    /// <summary>Whether all of it may be gzip of nothing: checksum and length behind it are zero. What is cut off has neither.</summary>
    public bool IsEmptyGzip => Count > GzipHeader + GzipTrailer && Count <= _start.Length
        && !_start.AsSpan((int)Count - GzipTrailer, GzipTrailer).ContainsAnyExcept((byte)0);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        if (Count < _start.Length)
        {
            buffer.Span[..(int)Math.Min(count, _start.Length - Count)].CopyTo(_start.AsSpan((int)Count));
        }

        Count += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            content.Dispose();
        }

        base.Dispose(disposing);
    }
}
