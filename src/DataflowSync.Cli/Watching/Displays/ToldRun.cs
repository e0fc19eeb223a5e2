using DataflowSync.Server.Progress;

namespace DataflowSync.Cli.Watching.Displays;

/// <summary>What was already told of a run.</summary>
internal sealed class ToldRun(string runId)
{
    /// <summary>More than a run has; a server that sends more is not believed.</summary>
    private const int MaxTexts = 1_000;

    private readonly Dictionary<string, int> _attempts = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ended = new(StringComparer.Ordinal);
    private readonly HashSet<string> _errors = new(StringComparer.Ordinal);

    public string RunId => runId;

    public bool IsEnded { get; set; }

    /// <summary>Whether the step is tried again, which is told once for each time.</summary>
    public bool IsRetry(LiveStep step)
    {
        if (step.Attempts <= Math.Max(1, _attempts.GetValueOrDefault(step.Name)) || _attempts.Count >= MaxTexts)
        {
            return false;
        }

        _attempts[step.Name] = step.Attempts;
        return true;
    }

    /// <summary>Whether it is told for the first time that the step ended.</summary>
    public bool Ends(LiveStep step) => _ended.Count < MaxTexts && _ended.Add(step.Name);

    /// <summary>Whether the error is told for the first time.</summary>
    public bool IsNew(string error) => _errors.Count < MaxTexts && _errors.Add(error);
}
