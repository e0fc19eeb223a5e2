using DataflowSync.Tests.Shared;

namespace DataflowSync.CrashHost;

/// <summary>A body that comes in small pieces.</summary>
internal sealed class WatchedBody(byte[] content, string step, Moments moments, Action onDisposed) : ReadOnlyStream
{
    private const int Piece = 4096;

    private int _position;
    private bool _isDisposed;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        moments.Reach(_position == content.Length ? $"after fetch {step}" : $"fetch {step}");
        cancellationToken.ThrowIfCancellationRequested();
        var count = Math.Min(Math.Min(buffer.Length, Piece), content.Length - _position);
        content.AsMemory(_position, count).CopyTo(buffer);
        _position += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            onDisposed();
        }

        base.Dispose(disposing);
    }
}
