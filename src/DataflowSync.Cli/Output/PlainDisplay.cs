using System.Globalization;

namespace DataflowSync.Cli.Output;

/// <summary>One line a step and attempt, for a pipe or a log.</summary>
internal sealed class PlainDisplay(TextWriter output) : IProgressDisplay
{
    private readonly HashSet<string> _ended = [];
    private readonly Dictionary<string, int> _attempts = [];

    public void Report(SyncProgress value)
    {
        foreach (var step in value.Steps)
        {
            if (step.Attempts > 1 && step.Attempts > _attempts.GetValueOrDefault(step.Name, 1))
            {
                _attempts[step.Name] = step.Attempts;
                output.WriteLine(FormattableString.Invariant($"{step.Name}: attempt {step.Attempts}"));
            }

            if (step.Status is { } status && _ended.Add(step.Name))
            {
                output.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"[{value.Progress,3}%] {step.Name}: {status}, {step.Items:N0} items, {value.Elapsed.TotalSeconds:0.0} s"));
            }
        }

        if (value.Status is not null)
        {
            output.WriteLine(value.CurrentStep);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
