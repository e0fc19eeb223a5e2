using System.Globalization;
using DataflowSync.Server.Profiles;

namespace DataflowSync.Cli.Watching.Screen;

/// <summary>The profiles: state, age of the last success, what is planned, what is held back.</summary>
internal static class ProfileSection
{
    private const int MinWidthForPlans = 60;
    private const int ShortestName = 7;

    public static IReadOnlyList<ScreenLine> Draw(ServerView view, DateTimeOffset now, int width)
    {
        if (view.Profiles is not { Count: > 0 } profiles)
        {
            return view.Profiles is null ? [] : [new ScreenLine().Add("No profile yet: POST /api/profiles adds one.", Tone.Quiet)];
        }

        var hasPlans = width >= MinWidthForPlans;
        var names = Math.Clamp(profiles.Max(profile => profile.Id.Length), ShortestName, Math.Max(ShortestName, width / 3));
        var lines = new List<ScreenLine> { Row("PROFILE", "STATE", "LAST SUCCESS", hasPlans ? "NEXT SYNC" : null, names, Tone.Quiet) };
        foreach (var profile in profiles)
        {
            var state = State(view, profile);
            lines.Add(Row(profile.Id, state, Success(profile, now), hasPlans ? Next(profile, now) : null, names, StatusTone.Of(state)));
            lines.AddRange(profile.Guards.Select(guard => new ScreenLine().Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"  held back: {guard.Key}, {Amounts.Count(guard.Value.Count)} items, fetched {Amounts.Age(now - guard.Value.At)} ago"),
                Tone.Warning)));
        }

        return lines;
    }

    private static ScreenLine Row(string name, string state, string success, string? next, int names, Tone tone) => new ScreenLine()
        .AddLeft(name, names, tone == Tone.Quiet && next is "NEXT SYNC" ? Tone.Quiet : Tone.Plain)
        .Add("  ").AddLeft(state, 10, tone)
        .Add("  ").AddLeft(success, 14)
        .Add(next is null ? string.Empty : $"  {next}");

    private static string State(ServerView view, ProfileDescription profile) =>
        view.Runs.GetValueOrDefault(profile.Id) is { IsRunning: true } || (profile.IsSyncing && !view.Runs.ContainsKey(profile.Id)) ? WatchedRun.Syncing
        : profile.Guards.Count > 0 ? "Guarded"
        : profile.LastStatus ?? "Never";

    /// <summary>Of the step whose success is the longest ago: the others are newer.</summary>
    private static string Success(ProfileDescription profile, DateTimeOffset now) =>
        profile.LastSuccess.Count == 0 ? "never" : $"{Amounts.Age(now - profile.LastSuccess.Values.Min())} ago";

    private static string Next(ProfileDescription profile, DateTimeOffset now)
    {
        if (profile.Next.Count == 0)
        {
            return "when asked";
        }

        var next = profile.Next.Values.MinBy(plan => plan.Due)!;
        var why = next.Wait == "Regular" ? string.Empty : $" ({next.Wait})";
        return next.Due <= now ? $"due{why}" : $"in {Amounts.Age(next.Due - now)}{why}";
    }
}
