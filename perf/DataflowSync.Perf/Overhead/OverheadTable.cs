using System.Globalization;
using System.Text;

namespace DataflowSync.Perf.Overhead;

/// <summary>Collects pairs and prints what telemetry costs as Markdown.</summary>
internal sealed class OverheadTable
{
    private readonly List<(string Telemetry, string Sync, double Without, double With)> _pairs = [];

    public void Add(string telemetry, (double First, double Unchanged) without, (double First, double Unchanged) with)
    {
        _pairs.Add((telemetry, "first", without.First, with.First));
        _pairs.Add((telemetry, "unchanged", without.Unchanged, with.Unchanged));
    }

    public string Print(string conditions)
    {
        var text = new StringBuilder().AppendLine(conditions).AppendLine();
        text.AppendLine("| telemetry | sync | CPU s without | CPU s with | costs ms, mean ± 95 % | costs %, mean ± 95 % | pairs |").AppendLine("|---|---|---:|---:|---:|---:|---:|");
        foreach (var group in _pairs.GroupBy(pair => (pair.Telemetry, pair.Sync)))
        {
            var difference = MeanInterval.Of([.. group.Select(pair => (pair.With - pair.Without) * 1_000)]);
            var share = MeanInterval.Of([.. group.Select(pair => ((pair.With / pair.Without) - 1) * 100)]);
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {group.Key.Telemetry} | {group.Key.Sync} | {group.Average(pair => pair.Without):0.000} | {group.Average(pair => pair.With):0.000} | {difference.Mean:0} ± {difference.HalfWidth:0} | {share.Mean:0.0} ± {share.HalfWidth:0.0} | {group.Count()} |");
        }

        return text.ToString();
    }
}
