using System.Globalization;
using DataflowSync.Server.Reports;

namespace DataflowSync.Cli.Watching;

/// <summary>Numbers of a server for a person; whatever they are, a short text comes of them.</summary>
internal static class Amounts
{
    private const double LargestSeconds = 359_999;

    public static string Count(double count) => count.ToString("N0", CultureInfo.InvariantCulture);

    public static string Megabytes(double bytes) => (bytes / 1e6).ToString("N1", CultureInfo.InvariantCulture) + " MB";

    public static string Percent(double fraction) => Math.Round(Fraction(fraction) * 100).ToString(CultureInfo.InvariantCulture) + "%";

    /// <summary>From 0 to 1.</summary>
    public static double Fraction(double fraction) => Math.Clamp(fraction, 0, 1);

    public static string Seconds(double milliseconds) => (milliseconds / 1_000).ToString("N1", CultureInfo.InvariantCulture) + " s";

    /// <summary>As a clock shows it: 00:01:30.</summary>
    public static string Clock(double milliseconds)
    {
        var time = TimeSpan.FromSeconds(Math.Clamp(milliseconds / 1_000, 0, LargestSeconds));
        return string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours:00}:{time.Minutes:00}:{time.Seconds:00}");
    }

    /// <summary>In one unit: 12 s, 5 min, 3 h, 8 d.</summary>
    public static string Age(TimeSpan age) => age switch
    {
        { TotalSeconds: < 1 } => "0 s",
        { TotalMinutes: < 1 } => $"{Count(Math.Floor(age.TotalSeconds))} s",
        { TotalHours: < 1 } => $"{Count(Math.Floor(age.TotalMinutes))} min",
        { TotalDays: < 2 } => $"{Count(Math.Floor(age.TotalHours))} h",
        _ => $"{Count(Math.Floor(age.TotalDays))} d",
    };

    /// <summary>What a run did to the catalog.</summary>
    public static string Changes(RunReport report) =>
        $"{Count(Sum(report, step => step.Added))} added, {Count(Sum(report, step => step.Updated))} updated, {Count(Sum(report, step => step.Removed))} removed";

    /// <summary>Over all steps, without an end to how large it may be.</summary>
    public static double Sum(RunReport report, Func<StepResult, double> count) => report.Steps.Sum(count);
}
