using DataflowSync.Tests.Shared;

namespace DataflowSync.EndToEnd.Tests.Setup;

/// <summary>A body of a <see cref="WatchedSource"/>.</summary>
internal sealed class WatchedStream(Stream inner, WatchedSource source) : ReadOnlyStream
{
    private readonly IDisposable _open = source.Begin();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        using var going = source.Begin();
        return await inner.ReadAsync(buffer, cancellationToken);
    }

    public override async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync();
        _open.Dispose();
        await base.DisposeAsync();
    }
}
