using System.Globalization;
using System.Text;

namespace DataflowSync.Perf.Comparing;

/// <summary>Prints a comparison as Markdown.</summary>
internal static class ComparisonTable
{
    public static string Print(Comparison comparison)
    {
        var text = new StringBuilder();
        text.AppendLine("| | items/s (lowest–highest) | MB/s | s | CPU s | peak RSS MiB | written MiB | to disk MiB | items/s as a multiple of |");
        text.AppendLine("|---|---:|---:|---:|---:|---:|---:|---:|---|");
        foreach (var row in comparison.Rows)
        {
            var (low, high) = comparison.Range(row.Name);
            text.AppendLine(string.Create(CultureInfo.InvariantCulture, $"""
                | {row.Name} | {Median(round => round.RecordsPerSecond):N0} ({low:N0}–{high:N0}) | {Median(round => round.Bytes / round.Seconds / 1e6):N0} | {Median(round => round.Seconds):0.00} | {Median(round => round.CpuSeconds):0.00} | {Median(round => round.PeakMiB):N0} | {Median(round => round.WrittenMiB):N1} | {Median(round => round.DiskMiB):N1} | {Multiple(row)} |
                """));

            double Median(Func<Measuring.Measurement, double> select) => comparison.Median(row.Name, select);
        }

        foreach (var (row, reason) in comparison.Failed)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"| {row} | not measured: {reason.ReplaceLineEndings(" ")} | | | | | | | |");
        }

        return text.ToString();

        string Multiple(Scenario row) => row.ComparedWith is { } other && comparison.Ratio(row.Name, other, round => round.RecordsPerSecond) is { } ratio
            ? string.Create(CultureInfo.InvariantCulture, $"{ratio:0.00} × {other}")
            : "";
    }
}
