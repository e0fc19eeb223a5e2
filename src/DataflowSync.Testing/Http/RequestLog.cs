namespace DataflowSync.Testing.Http;

/// <summary>The last requests, and who waits for one. Thread-safe.</summary>
internal sealed class RequestLog
{
    /// <summary>More than any test asks for; a provider that runs for days must not grow.</summary>
    public const int Capacity = 10_000;

    private readonly Lock _gate = new();
    private readonly List<FakeRequest> _entries = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _lastSequence;

    public IReadOnlyList<FakeRequest> Snapshot()
    {
        lock (_gate)
        {
            return [.. _entries];
        }
    }

    /// <summary>Logs a request, which gets its sequence number here.</summary>
    public FakeRequest Add(FakeRequest request)
    {
        lock (_gate)
        {
            FakeRequest numbered = request with { Sequence = ++_lastSequence };
            if (_entries.Count == Capacity)
            {
                _entries.RemoveAt(0);
            }

            _entries.Add(numbered);
            Announce();
            return numbered;
        }
    }

    /// <summary>Replaces the entry of the same sequence number.</summary>
    public void Update(FakeRequest request)
    {
        lock (_gate)
        {
            int index = _entries.Count - 1 - (_lastSequence - request.Sequence);
            if (index >= 0)
            {
                _entries[index] = request;
                Announce();
            }
        }
    }

    public async Task<FakeRequest> WaitAsync(Func<FakeRequest, bool> predicate, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            IReadOnlyList<FakeRequest> entries;
            lock (_gate)
            {
                changed = _changed.Task;
                entries = [.. _entries];
            }

            if (entries.FirstOrDefault(predicate) is { } found)
            {
                return found;
            }

            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private void Announce()
    {
        _changed.SetResult();
        _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
