using DataflowSync.Tests.Shared;

namespace DataflowSync.Tests.Engine;

/// <summary>A body that says nothing, or stops after some bytes, until it is cancelled.</summary>
internal sealed class SilentStream(byte[]? first = null) : ReadOnlyStream
{
    private readonly TaskCompletionSource _reading = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private byte[]? _left = first;

    /// <summary>Ends when the silence is being waited for.</summary>
    public Task Reading => _reading.Task;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_left is { Length: > 0 } left)
        {
            var count = Math.Min(left.Length, buffer.Length);
            left.AsMemory(0, count).CopyTo(buffer);
            _left = left[count..];
            return count;
        }

        var cancelled = Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        _reading.TrySetResult();
        await cancelled;
        return 0;
    }
}
