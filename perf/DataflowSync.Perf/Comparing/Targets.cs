using System.Globalization;
using System.Text;
using DataflowSync.Perf.Measuring;

namespace DataflowSync.Perf.Comparing;

/// <summary>The targets, as ratios in one run. They are meant for 1,000,000 movies on two cores; others are for finding out.</summary>
internal static class Targets
{
    public static string Print(Comparison comparison)
    {
        var text = new StringBuilder();
        text.AppendLine("| target | measured | by CPU time | required | stretch | |");
        text.AppendLine("|---|---:|---:|---:|---:|---|");
        foreach (var target in Of(comparison))
        {
            var sign = target.IsCeiling ? "≤" : "≥";
            text.AppendLine(CultureInfo.InvariantCulture, $"| {target.Name} | {target.Measured:0.##} | {target.ByCpu:0.##} | {Limit(target.Required)} | {Limit(target.Stretch)} | {target.Verdict} |");

            string Limit(double? limit) => limit is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{sign} {limit}");
        }

        return text.ToString();
    }

    private static IEnumerable<Target> Of(Comparison comparison)
    {
        return
        [
            Speed("first ÷ idiomatic", Scenarios.First, Scenarios.Idiomatic, 7, null),
            Speed("first ÷ original-design", Scenarios.First, Scenarios.OriginalDesign, 11, null),
            Speed("first ÷ sqlite-bulk, bare", Scenarios.First, Scenarios.SqliteBare, 0.8, null),
            Speed("first ÷ sqlite-bulk, our duties", Scenarios.First, Scenarios.SqliteWithDuties, null, 1),
            Speed("first, ids shuffled ÷ first", Scenarios.Shuffled, Scenarios.First, null, 0.9),
            Speed("unchanged ÷ utf8-scan", Scenarios.Unchanged, Scenarios.Scan, 1, 1.5),
            Speed("unchanged ÷ idiomatic's second pass", Scenarios.Unchanged, Scenarios.IdiomaticAgain, 10, null),
            new("unchanged: CPU s a million", Median(Scenarios.Unchanged, round => round.CpuSeconds / round.Records * 1e6), null, 1.2, IsCeiling: true),
            Speed("renumbered ÷ unchanged", Scenarios.Renumbered, Scenarios.Unchanged, 0.8, 1),
            Speed("1 % changed ÷ unchanged", Scenarios.OnePercentChanged, Scenarios.Unchanged, 0.5, null),
            new("1 % changed: written, % of the body", Written(Scenarios.OnePercentChanged), 10, null, IsCeiling: true),
            new("0.01 % changed: written, % of the body", Written(Scenarios.FewChanged), null, 1, IsCeiling: true),
            new("peak RSS of ours, MiB", Peak(), 160, 120, IsCeiling: true),
        ];

        Target Speed(string name, string row, string other, double? required, double? stretch) => new(
            name,
            comparison.Ratio(row, other, round => round.RecordsPerSecond),
            required,
            stretch,
            ByCpu: comparison.Ratio(row, other, round => round.Records / round.CpuSeconds));

        double? Median(string row, Func<Measurement, double> select) => comparison.Has(row) ? comparison.Median(row, select) : null;

        double? Written(string row) => Median(row, round => round.WrittenMiB * 1048576 / round.Bytes * 100);

        double? Peak() => comparison.Rows.Where(row => row.Contender == "ours").Max(row => Median(row.Name, round => round.PeakMiB));
    }
}
