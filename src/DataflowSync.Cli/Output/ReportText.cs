using System.Globalization;

namespace DataflowSync.Cli.Output;

/// <summary>A report for a person.</summary>
internal static class ReportText
{
    public static void Write(SyncReport report, TextWriter output)
    {
        output.WriteLine(Invariant($"{report.ProfileId}: {report.Status} in {report.Duration.TotalSeconds:0.0} s"));
        output.WriteLine(Invariant($"  {"step",-20}{"status",-10}{"received",10}{"added",10}{"updated",10}{"unchanged",11}{"removed",9}{"items",10}{"MiB",9}"));
        foreach (var step in report.Steps)
        {
            output.WriteLine(Invariant(
                $"  {step.Name,-20}{step.Status,-10}{step.Received,10:N0}{step.Added,10:N0}{step.Updated,10:N0}{step.Unchanged,11:N0}{step.Removed,9:N0}{step.Items,10:N0}{step.Bytes / 1048576.0,9:N1}"));
            var others = Others(step);
            if (others.Length > 0)
            {
                output.WriteLine($"      {others}");
            }

            foreach (var warning in step.Warnings)
            {
                output.WriteLine($"      warning: {warning}");
            }
        }

        foreach (var error in report.Errors)
        {
            output.WriteLine($"  error: {error}");
        }
    }

    private static string Others(StepReport step) => string.Join(
        ", ",
        new (string Name, long Count)[]
            {
                ("duplicates", step.Duplicates), ("rejected", step.Rejected), ("filtered", step.Filtered), ("discarded", step.Discarded),
                ("attempts", step.Attempts > 1 ? step.Attempts : 0),
            }
            .Where(other => other.Count > 0)
            .Select(other => Invariant($"{other.Count:N0} {other.Name}")));

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
