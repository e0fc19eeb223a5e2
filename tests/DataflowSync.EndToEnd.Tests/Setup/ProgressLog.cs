namespace DataflowSync.EndToEnd.Tests.Setup;

/// <summary>Every progress event of a run, in the order they were reported.</summary>
internal sealed class ProgressLog(Action<SyncProgress>? onEvent = null) : IProgress<SyncProgress>
{
    public List<SyncProgress> Events { get; } = [];

    /// <summary>The texts, each once where it stays.</summary>
    public IEnumerable<string> Texts => Events.Select(moment => moment.CurrentStep).Where((text, i) => i == 0 || text != Events[i - 1].CurrentStep);

    public IEnumerable<int> PercentsDuring(string text) => Events.Where(moment => moment.CurrentStep == text).Select(moment => moment.Progress);

    // The engine reports one event at a time.
    public void Report(SyncProgress value)
    {
        Events.Add(value);
        onEvent?.Invoke(value);
    }
}
