namespace DataflowSync.Server.Runs;

/// <summary>Hears of a run's first event, which comes when it holds the profile.</summary>
internal sealed class RunStart : IProgress<SyncProgress>
{
    private readonly TaskCompletionSource<string> _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The run's id.</summary>
    public Task<string> Begun => _begun.Task;

    public void Report(SyncProgress value) => _begun.TrySetResult(value.RunId);
}
