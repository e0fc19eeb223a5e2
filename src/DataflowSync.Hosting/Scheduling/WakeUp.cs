namespace DataflowSync.Hosting.Scheduling;

/// <summary>Lets one loop sleep until a time or until something happens, whichever is first. Thread-safe but for the sleeper, who is one.</summary>
internal sealed class WakeUp : IDisposable
{
    private readonly Lock _gate = new();
    private readonly ITimer _timer;
    private TaskCompletionSource? _sleeper;
    private bool _isCalled;

    public WakeUp(TimeProvider timeProvider) =>
        _timer = timeProvider.CreateTimer(_ => Call(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>Whether the loop sleeps and nothing has called it.</summary>
    public bool IsSleeping
    {
        get
        {
            lock (_gate)
            {
                return _sleeper is not null;
            }
        }
    }

    /// <summary>Something happened. Before anyone sleeps it is not lost: the next sleep is none.</summary>
    public void Call()
    {
        TaskCompletionSource? sleeper;
        lock (_gate)
        {
            (sleeper, _sleeper) = (_sleeper, null);
            _isCalled = sleeper is null;
        }

        sleeper?.SetResult();
    }

    public async Task SleepAsync(TimeSpan longest, CancellationToken cancellationToken)
    {
        // Before anyone can see that it sleeps: from then on it is awake in time.
        _timer.Change(longest, Timeout.InfiniteTimeSpan);
        Task awake;
        lock (_gate)
        {
            if (_isCalled)
            {
                _isCalled = false;
                return;
            }

            _sleeper = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            awake = _sleeper.Task;
        }

        var called = cancellationToken.Register(Call);
        await using (called.ConfigureAwait(false))
        {
            await awake.ConfigureAwait(false);
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    public void Dispose() => _timer.Dispose();
}
