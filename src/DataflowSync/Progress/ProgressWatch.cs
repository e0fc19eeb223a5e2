namespace DataflowSync.Progress;

/// <summary>One watcher. A slow one loses events in the middle of a run, never the last one of any run.</summary>
internal sealed class ProgressWatch(ProgressHub hub, ProfileId? profileId, CancellationTokenSource stop) : IAsyncEnumerator<SyncProgress>
{
    private const int MaxWaiting = 16;

    private readonly Lock _lock = new();
    private readonly LinkedList<SyncProgress> _waiting = new();
    private readonly SemaphoreSlim _arrivals = new(0);

    public SyncProgress Current { get; private set; } = null!;

    public void Offer(SyncProgress progress)
    {
        if (profileId is { } wanted && wanted != progress.ProfileId)
        {
            return;
        }

        lock (_lock)
        {
            _waiting.AddLast(progress);
            if (_waiting.Count > MaxWaiting && FirstInTheMiddle() is { } passed)
            {
                _waiting.Remove(passed);
                return;
            }
        }

        _arrivals.Release();
    }

    public async ValueTask<bool> MoveNextAsync()
    {
        await _arrivals.WaitAsync(stop.Token).ConfigureAwait(false);
        lock (_lock)
        {
            Current = _waiting.First!.Value;
            _waiting.RemoveFirst();
        }

        return true;
    }

    public ValueTask DisposeAsync()
    {
        hub.Remove(this);
        stop.Dispose();
        return ValueTask.CompletedTask;
    }

    private LinkedListNode<SyncProgress>? FirstInTheMiddle()
    {
        for (var node = _waiting.First; node is not null; node = node.Next)
        {
            if (node.Value.Status is null)
            {
                return node;
            }
        }

        return null;
    }
}
