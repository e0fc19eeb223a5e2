using System.Globalization;
using DataflowSync.Server.Reports;

namespace DataflowSync.Cli.Watching.Screen;

/// <summary>The last runs of the profiles, the newest first.</summary>
internal static class HistorySection
{
    /// <summary>As many as anybody reads.</summary>
    private const int MaxRuns = 20;

    private const int MinWidthForColumns = 76;
    private const int ShortestName = 7;

    public static IReadOnlyList<ScreenLine> Draw(ServerView view, int width)
    {
        var runs = view.History.Values.SelectMany(runs => runs).OrderByDescending(run => run.StartedAt).Take(MaxRuns).ToList();
        if (runs.Count == 0)
        {
            return [];
        }

        var names = Math.Clamp(runs.Max(run => run.ProfileId.Length), ShortestName, Math.Max(ShortestName, width / 4));
        var head = new ScreenLine().Add("LAST RUNS    ", Tone.Quiet).AddLeft("PROFILE", names, Tone.Quiet).AddLeft("  RESULT", 13, Tone.Quiet);
        if (width >= MinWidthForColumns)
        {
            head.AddRight("ADDED", 10, Tone.Quiet).AddRight("UPDATED", 10, Tone.Quiet).AddRight("REMOVED", 10, Tone.Quiet).AddRight("TOOK", 11, Tone.Quiet);
        }

        return [head, .. runs.SelectMany(run => Row(run, names, width))];
    }

    private static IEnumerable<ScreenLine> Row(RunReport run, int names, int width)
    {
        var line = new ScreenLine()
            .Add(run.StartedAt.UtcDateTime.ToString("MM-dd HH:mm  ", CultureInfo.InvariantCulture))
            .AddLeft(run.ProfileId, names).Add("  ").AddLeft(run.Status, 11, StatusTone.Of(run.Status));
        var (added, updated, removed) = (
            Amounts.Count(Amounts.Sum(run, step => step.Added)), Amounts.Count(Amounts.Sum(run, step => step.Updated)), Amounts.Count(Amounts.Sum(run, step => step.Removed)));
        var took = Amounts.Seconds(run.DurationMs);
        yield return width >= MinWidthForColumns
            ? line.AddRight(added, 10).AddRight(updated, 10).AddRight(removed, 10).AddRight(took, 11)
            : line.Add($"+{added} ~{updated} -{removed}  {took}");
        if (run.Errors is [var error, ..])
        {
            yield return new ScreenLine().Add($"             {error}", Tone.Quiet);
        }
    }
}
