namespace DataflowSync.Tests.Engine;

/// <summary>A body that gives one byte a read.</summary>
internal sealed class TricklingStream(byte[] body) : MemoryStream(body)
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        base.ReadAsync(buffer[..Math.Min(1, buffer.Length)], cancellationToken);
}
