using DataflowSync.Server.Progress;

namespace DataflowSync.Server.Runs;

/// <summary>Hears of a run's first event, which comes when it holds the profile, and of its last. Thread-safe.</summary>
internal sealed class RunStart(ProgressBoard board) : IProgress<SyncProgress>
{
    private readonly TaskCompletionSource<string> _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _hasToldItsEnd;

    /// <summary>The run's id.</summary>
    public Task<string> Begun => _begun.Task;

    /// <summary>Whether watchers think that it is over.</summary>
    public bool HasToldItsEnd => _hasToldItsEnd;

    public void Report(SyncProgress value)
    {
        _hasToldItsEnd = value.Status is not null;
        if (!_begun.Task.IsCompleted)
        {
            board.Begin(value);
            _begun.TrySetResult(value.RunId);
        }
    }
}
