namespace DataflowSync.Crash.Tests;

/// <summary>Which moment of a rehearsed sync belongs to which step, and which come behind the step's publication.</summary>
internal sealed class SwapMap
{
    private const string Swap = "before rename pointer.json#";

    private readonly List<string> _moments;
    private readonly List<(string Step, int Swap, int End)> _steps = [];

    public SwapMap(Rehearsal rehearsal)
    {
        _moments = [.. rehearsal.Moments];
        var begin = 0;
        foreach (var step in rehearsal.Template.After.Steps.Keys)
        {
            var end = _moments.LastIndexOf($"after close {step}.scratch#1");
            var swap = _moments.FindIndex(begin, end - begin, moment => moment.StartsWith(Swap, StringComparison.Ordinal));
            _steps.Add((step, swap, end));
            begin = end + 1;
        }
    }

    /// <summary>Whether the store was only being opened.</summary>
    public bool IsBeforeRun(string moment) => _moments.IndexOf(moment) < _moments.IndexOf("check account#1");

    /// <summary>The step that is at work; null where none is any more.</summary>
    public string? StepAt(string moment) => _steps.FirstOrDefault(step => _moments.IndexOf(moment) <= step.End).Step;

    /// <summary>Whether the step had a publication, and its swap was past: an operation that is about to be is not.</summary>
    public bool IsPublished(string name, string moment) => Of(name) is { Swap: >= 0 } step && _moments.IndexOf(moment) > step.Swap;

    /// <summary>Whether nobody asks any more whether to go on: from the moment at which the swap is about to be.</summary>
    public bool HasBegunToPublish(string name, string moment) => Of(name) is { Swap: >= 0 } step && _moments.IndexOf(moment) >= step.Swap;

    /// <summary>Whether a swap of this step comes.</summary>
    public bool Publishes(string name) => Of(name).Swap >= 0;

    /// <summary>Whether the moment is before the beginning of a step.</summary>
    public bool IsBefore(string moment, string name)
    {
        var index = _steps.FindIndex(step => step.Step == name);
        return index > 0 && _moments.IndexOf(moment) <= _steps[index - 1].End;
    }

    private (string Step, int Swap, int End) Of(string name) => _steps.Single(step => step.Step == name);
}
