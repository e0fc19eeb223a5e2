namespace DataflowSync.Xtream.Http;

/// <summary>A stream whose first bytes decide how it is read. They are looked at when it is read, and not before.</summary>
/// <param name="content">The stream; disposed with this one.</param>
/// <param name="needsSecond">Whether the first byte leaves it open: only then a second one is waited for.</param>
/// <param name="choose">Given the first bytes, at most two, and the whole stream: what to read instead.</param>
internal sealed class PeekedStream(Stream content, Func<byte, bool> needsSecond, Func<byte[], Stream, Stream> choose) : ReadOnlyStream
{
    private Stream? _chosen;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _chosen ??= await ChooseAsync(cancellationToken).ConfigureAwait(false);
        return await _chosen.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            (_chosen ?? content).Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task<Stream> ChooseAsync(CancellationToken cancellationToken)
    {
        var start = new byte[2];
        var count = await content.ReadAsync(start.AsMemory(0, 1), cancellationToken).ConfigureAwait(false);
        if (count > 0 && needsSecond(start[0]))
        {
            count += await content.ReadAsync(start.AsMemory(1, 1), cancellationToken).ConfigureAwait(false);
        }

        return choose(start[..count], new PrefixedStream(start.AsMemory(0, count), content));
    }
}
