namespace DataflowSync.Cli.Output;

/// <summary>One JSON object a line, for programs.</summary>
internal sealed class NdjsonDisplay(TextWriter output) : IProgressDisplay
{
    public void Report(SyncProgress value) => output.WriteLine(ReportJson.Write(value));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
