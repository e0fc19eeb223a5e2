namespace DataflowSync.Tests.Engine;

/// <summary>Some bytes, and then a connection that breaks.</summary>
internal sealed class BreakingStream(byte[] bytes) : MemoryStream(bytes)
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Position < Length ? base.ReadAsync(buffer, cancellationToken) : throw new IOException("reset");
}
