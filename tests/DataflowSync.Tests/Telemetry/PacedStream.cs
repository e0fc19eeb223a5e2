using DataflowSync.Tests.Shared;

namespace DataflowSync.Tests.Telemetry;

/// <summary>A body in pieces, with something to happen before each read, the last one included.</summary>
internal sealed class PacedStream(byte[] body, int pieceLength, Func<CancellationToken, Task> beforeRead) : ReadOnlyStream
{
    private int _position;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await beforeRead(cancellationToken);
        var count = Math.Min(Math.Min(pieceLength, buffer.Length), body.Length - _position);
        body.AsMemory(_position, count).CopyTo(buffer);
        _position += count;
        return count;
    }
}
