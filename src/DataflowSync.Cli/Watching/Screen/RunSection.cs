using DataflowSync.Server.Progress;

namespace DataflowSync.Cli.Watching.Screen;

/// <summary>A sync that goes on: its graph, its rates, its steps.</summary>
internal sealed class RunSection(WatchedRun watched, DateTimeOffset now, int width, bool isUnicode)
{
    private const int MaxErrors = 3;

    private LiveRun Run => watched.Run;

    /// <summary>Everything.</summary>
    public IReadOnlyList<ScreenLine> Full() => [.. Short(), .. Run.Steps.Select(Step), .. Errors()];

    /// <summary>Without its steps.</summary>
    public IReadOnlyList<ScreenLine> Short() => [Title(), Rates(), .. new GraphSection(Run.Blocks, width, isUnicode).Lines()];

    /// <summary>One line.</summary>
    public ScreenLine Title()
    {
        var line = new ScreenLine()
            .Add(Run.ProfileId, Tone.Strong)
            .Add($"  {Math.Clamp(Run.Progress, 0, 100),3}%  {Amounts.Clock(watched.ElapsedMs(now))}  {Run.CurrentStep}");
        return Run.Retries > 0 ? line.Add($"  {Run.Retries} {(Run.Retries == 1 ? "retry" : "retries")}", Tone.Warning) : line;
    }

    private ScreenLine Rates() => new ScreenLine().Add(
        $"  {Amounts.Count(Run.ItemsPerSecond)} items/s  {Amounts.Megabytes(Run.BytesPerSecond)}/s  {Amounts.Megabytes(Run.Bytes)} in all");

    private ScreenLine Step(LiveStep step)
    {
        var state = step.Status ?? (step.Attempts > 0 ? "running" : "waiting");
        var line = new ScreenLine().Add("  ").AddLeft(step.Name, 18).Add(" ").AddLeft(state, 10, StatusTone.Of(state));
        line.AddRight(step.Attempts > 0 ? Amounts.Count(step.Items) : string.Empty, 11);
        if (step.Attempts > 1)
        {
            line.Add($"  try {step.Attempts}", Tone.Warning);
        }

        if (state == "running" && step.Fraction is { } fraction)
        {
            // The number where there is no room for the bar, and neither where it would push out what matters more.
            var bar = Math.Min(20, width - line.Width - 8);
            var percent = Amounts.Percent(fraction);
            line.Add(bar >= 4 ? $"  {FillBar.Draw(fraction, bar, isUnicode)}" : string.Empty, Tone.Accent);
            line.Add(line.Width + percent.Length + 1 < width ? $" {percent}" : string.Empty);
        }

        return line;
    }

    private IEnumerable<ScreenLine> Errors()
    {
        var earlier = Run.Errors.Count - MaxErrors;
        if (earlier > 0)
        {
            yield return new ScreenLine().Add($"  {earlier} earlier errors", Tone.Bad);
        }

        foreach (var error in Run.Errors.TakeLast(MaxErrors))
        {
            yield return new ScreenLine().Add($"  error: {error}", Tone.Bad);
        }
    }
}
