namespace DataflowSync.Crash.Tests;

/// <summary>
/// Acts at one moment of a run, waits for the flush that the run may have abandoned, and then holds that nothing else goes on
/// behind the run's back. Thread-safe.
/// </summary>
internal sealed class RunWatch(string moment, Action act)
{
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _flushed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> _late = [];
    private int _flushing;
    private bool _hasEnded;

    public bool WasMet { get; private set; }

    public void Note(string reached)
    {
        lock (_gate)
        {
            var isFlushEnd = reached.StartsWith("after flush", StringComparison.Ordinal);
            _flushing += reached.StartsWith("before flush", StringComparison.Ordinal) ? 1 : isFlushEnd ? -1 : 0;
            if (_hasEnded && !isFlushEnd)
            {
                _late.Add(reached);
            }

            if (_hasEnded && _flushing == 0)
            {
                _flushed.TrySetResult();
            }

            if (reached != moment || WasMet)
            {
                return;
            }

            WasMet = true;
        }

        act();
    }

    /// <summary>The run has ended.</summary>
    public async Task EndAsync(TimeSpan patience)
    {
        lock (_gate)
        {
            _hasEnded = true;
            if (_flushing == 0)
            {
                _flushed.TrySetResult();
            }
        }

        await _flushed.Task.WaitAsync(patience);
        lock (_gate)
        {
            Assert.Empty(_late);
            _hasEnded = false; // The next run is none of its business.
        }
    }
}
