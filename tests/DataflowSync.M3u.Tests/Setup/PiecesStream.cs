namespace DataflowSync.M3u.Tests.Setup;

/// <summary>Gives bytes in pieces of the given sizes, over and over, and then ends or breaks.</summary>
internal sealed class PiecesStream(byte[] bytes, int[] pieces, Exception? fault = null) : MemoryStream(bytes)
{
    private int _piece;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var size = pieces.Length == 0 ? buffer.Length : Math.Clamp(pieces[_piece++ % pieces.Length], 1, buffer.Length);
        var count = await base.ReadAsync(buffer[..size], cancellationToken);
        return count == 0 && fault is not null ? throw fault : count;
    }
}
