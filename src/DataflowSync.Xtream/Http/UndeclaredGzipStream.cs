using System.IO.Compression;

namespace DataflowSync.Xtream.Http;

/// <summary>Unpacks a body that is gzip though its headers do not say so, as proxies send it; any other body passes as it is.</summary>
internal sealed class UndeclaredGzipStream(Stream content) : ReadOnlyStream
{
    private Stream? _decoded;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _decoded ??= await DetectAsync(cancellationToken).ConfigureAwait(false);
        return await _decoded.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            (_decoded ?? content).Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task<Stream> DetectAsync(CancellationToken cancellationToken)
    {
        // A second byte is waited for only where the first one is gzip's.
        var start = new byte[2];
        var count = await content.ReadAsync(start.AsMemory(0, 1), cancellationToken).ConfigureAwait(false);
        if (start[0] == 0x1F)
        {
            count += await content.ReadAsync(start.AsMemory(1, 1), cancellationToken).ConfigureAwait(false);
        }

        var whole = new PrefixedStream(start.AsMemory(0, count), content);
        return start is [0x1F, 0x8B] || (start[0] == 0x1F && count == 1) ? new GZipStream(whole, CompressionMode.Decompress) : whole;
    }
}
