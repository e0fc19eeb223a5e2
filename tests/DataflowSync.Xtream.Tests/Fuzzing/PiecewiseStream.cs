namespace DataflowSync.Xtream.Tests.Fuzzing;

/// <summary>A body that comes in pieces of the given sizes, over and over.</summary>
internal sealed class PiecewiseStream(byte[] body, IReadOnlyList<int> sizes) : MemoryStream(body)
{
    private int _next;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        base.ReadAsync(buffer[..Math.Min(sizes[_next++ % sizes.Count], buffer.Length)], cancellationToken);
}
