using System.Globalization;
using System.Text;

namespace DataflowSync.Perf.Overhead;

/// <summary>Prints what telemetry costs as Markdown.</summary>
internal static class OverheadTable
{
    public static string Print(string conditions, IEnumerable<SyncPair> pairs)
    {
        var text = new StringBuilder().AppendLine(conditions).AppendLine();
        text.AppendLine("| telemetry | sync | CPU s without | CPU s with | costs ms, mean ± 95 % | costs %, mean ± 95 % | pairs |").AppendLine("|---|---|---:|---:|---:|---:|---:|");
        foreach (var group in pairs.GroupBy(pair => pair.Telemetry))
        {
            AddRow(text, group.Key, "first", [.. group.Select(pair => (pair.Without.First, pair.With.First))]);
            AddRow(text, group.Key, "unchanged", [.. group.Select(pair => (pair.Without.Unchanged, pair.With.Unchanged))]);
        }

        return text.ToString();
    }

    private static void AddRow(StringBuilder text, string telemetry, string sync, IReadOnlyList<(double Without, double With)> pairs)
    {
        var difference = MeanInterval.Of([.. pairs.Select(pair => (pair.With - pair.Without) * 1_000)]);
        var share = MeanInterval.Of([.. pairs.Select(pair => ((pair.With / pair.Without) - 1) * 100)]);
        text.AppendLine(
            CultureInfo.InvariantCulture,
            $"| {telemetry} | {sync} | {pairs.Average(pair => pair.Without):0.000} | {pairs.Average(pair => pair.With):0.000} | {difference.Mean:0} ± {difference.HalfWidth:0} | {share.Mean:0.0} ± {share.HalfWidth:0.0} | {pairs.Count} |");
    }
}
