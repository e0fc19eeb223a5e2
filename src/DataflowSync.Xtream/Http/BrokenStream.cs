namespace DataflowSync.Xtream.Http;

/// <summary>The body of an answer that could not be had: reading it throws why.</summary>
internal sealed class BrokenStream(SourceException failure) : ReadOnlyStream
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        ValueTask.FromException<int>(failure);
}
