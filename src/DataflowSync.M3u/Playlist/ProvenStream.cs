namespace DataflowSync.M3u.Playlist;

/// <summary>
/// A body of which the transport proves that all of it came, and the end of line that its last line may lack: it comes only where the body
/// ended as it should. The framer takes no line without its end, so what was cut elsewhere is seen.
/// </summary>
/// <remarks>What the base class holds is that end of line. The content stays its owner's.</remarks>
internal sealed class ProvenStream(Stream content) : MemoryStream([(byte)'\n'], writable: false)
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        return count > 0 ? count : await base.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
    }
}
