using System.Globalization;
using DataflowSync.Xtream;

namespace DataflowSync.Cli.Output;

/// <summary>What is known of profiles, for a person.</summary>
internal static class StatusText
{
    public static void Write(ProfileSummary profile, TextWriter output)
    {
        output.WriteLine(profile.ProfileId);
        output.WriteLine(Invariant($"  {"published",-20}{"items",10}  last success"));
        foreach (var (kind, items) in profile.Published)
        {
            var success = profile.Status.LastSuccess.TryGetValue(kind, out var at) ? Times.Text(at) : "never";
            output.WriteLine(Invariant($"  {kind,-20}{items,10:N0}  {success}"));
        }

        foreach (var (step, guard) in profile.Status.Guards)
        {
            output.WriteLine(Invariant(
                $"  held back: {guard.Count:N0} {step}, fetched {Times.Text(guard.At)}; the next fetch like it publishes, or sync --accept-shrink={step}"));
        }

        output.WriteLine();
        if (profile.LastRun is { } last)
        {
            output.WriteLine($"Last run, begun {Times.Text(last.StartedAt)}:");
            ReportText.Write(last, output);
        }
        else
        {
            output.WriteLine("No run has ended yet.");
        }
    }

    public static void Write(IEnumerable<ProfileSummary> profiles, TextWriter output)
    {
        output.WriteLine(Invariant($"{"profile",-20} {"channels",10} {"movies",10} {"series",10}  {"last run",-10} newest success"));
        foreach (var profile in profiles)
        {
            var success = profile.Status.LastSuccess.Count > 0 ? Times.Text(profile.Status.LastSuccess.Values.Max()) : "never";
            output.WriteLine(Invariant(
                $"{profile.ProfileId,-20} {Items(profile, Datasets.Channels)} {Items(profile, Datasets.Movies)} {Items(profile, Datasets.Series)}  {profile.LastRun?.Status,-10} {success}"));
        }
    }

    private static string Items(ProfileSummary profile, string kind) => Invariant($"{profile.Published[kind],10:N0}");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
