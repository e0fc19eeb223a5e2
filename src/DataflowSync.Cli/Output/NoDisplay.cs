namespace DataflowSync.Cli.Output;

/// <summary>Shows nothing.</summary>
internal sealed class NoDisplay : IProgressDisplay
{
    public void Report(SyncProgress value)
    {
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
