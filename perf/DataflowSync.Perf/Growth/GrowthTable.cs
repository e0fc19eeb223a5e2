using System.Globalization;
using System.Text;
using DataflowSync.Perf.Measuring;

namespace DataflowSync.Perf.Growth;

/// <summary>Prints what items cost as Markdown.</summary>
internal static class GrowthTable
{
    private const double Limit = 1.15;

    private static readonly (string Name, bool IsFirst)[] Syncs = [("first", true), ("unchanged", false)];

    private static readonly (string Name, Func<Measurement, double> Seconds)[] Times =
    [
        ("CPU", measured => measured.CpuSeconds), ("wall", measured => measured.Seconds),
    ];

    public static string Print(string conditions, int[] sizes, IReadOnlyList<SizeCosts> rounds)
    {
        var text = new StringBuilder().AppendLine(conditions).AppendLine();
        text.AppendLine("| sync | movies | s | CPU s | peak RSS MiB |").AppendLine("|---|---:|---:|---:|---:|");
        foreach (var (name, isFirst) in Syncs)
        {
            foreach (var size in sizes)
            {
                text.AppendLine(
                    CultureInfo.InvariantCulture,
                    $"| {name} | {size:N0} | {Median(round => round.Of(size, isFirst).Seconds):0.00} | {Median(round => round.Of(size, isFirst).CpuSeconds):0.00} | {Median(round => round.Of(size, isFirst).PeakMiB):N0} |");
            }
        }

        text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"| a further movie costs, µs | {sizes[0]:N0} → {sizes[1]:N0} | {sizes[2]:N0} → {sizes[3]:N0} | ratio (of each round) | ≤ {Limit} |");
        text.AppendLine("|---|---:|---:|---:|---|");
        foreach (var (name, isFirst) in Syncs)
        {
            foreach (var (time, seconds) in Times)
            {
                var small = Median(round => round.Marginal(sizes[0], sizes[1], isFirst, seconds));
                var large = Median(round => round.Marginal(sizes[2], sizes[3], isFirst, seconds));
                var each = string.Join(" · ", rounds.Select(round => string.Create(
                    CultureInfo.InvariantCulture,
                    $"{round.Marginal(sizes[2], sizes[3], isFirst, seconds) / round.Marginal(sizes[0], sizes[1], isFirst, seconds):0.00}")));
                text.AppendLine(
                    CultureInfo.InvariantCulture,
                    $"| {name}, {time} | {small:0.00} | {large:0.00} | {large / small:0.00} ({each}) | {(large / small <= Limit ? "reached" : "NOT reached")} |");
            }
        }

        return text.ToString();

        double Median(Func<SizeCosts, double> select) => Medians.Of(rounds.Select(select));
    }
}
