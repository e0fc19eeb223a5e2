using System.Globalization;

namespace DataflowSync.Cli.Watching.Screen;

/// <summary>Draws what is known of a server into as much room as there is: the syncs that go on first, then the profiles, then what was.</summary>
internal static class WatchScreen
{
    private const int MinWidth = 20;

    /// <param name="view">What is known.</param>
    /// <param name="now">By this machine's clock.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Lines; null for as many as it takes.</param>
    /// <param name="isUnicode">Whether the terminal has more than ASCII.</param>
    public static IReadOnlyList<ScreenLine> Draw(ServerView view, DateTimeOffset now, int width, int? height, bool isUnicode)
    {
        width = Math.Max(width, MinWidth);
        var room = height ?? int.MaxValue;
        var head = Head(view, now, width);
        var profiles = ProfileSection.Draw(view, now, width);
        var history = HistorySection.Draw(view, width);
        var left = room - head.Count;
        var runs = Runs(view, now, width, isUnicode, left, left - Math.Min(left / 3, profiles.Count + 1));
        left -= runs.Count;

        // Both get what they need, or share what is left.
        var forProfiles = Math.Max(left - history.Count - 1, left / 2);
        var shown = Block(profiles, forProfiles, "profiles");
        left -= shown.Count;
        return [.. ((IReadOnlyList<ScreenLine>)[.. head, .. runs, .. shown, .. Block(history, left, "runs")]).Take(room)];
    }

    private static List<ScreenLine> Head(ServerView view, DateTimeOffset now, int width)
    {
        var title = new ScreenLine().Add("DataflowSync", Tone.Strong).Add($"  {view.Server}");
        var clock = string.Create(CultureInfo.InvariantCulture, $"{now.UtcDateTime:HH:mm:ss} UTC");
        if (title.Width + 2 + clock.Length < width)
        {
            title.AddRight(clock, width - 1 - title.Width, Tone.Quiet);
        }

        return view switch
        {
            { Lost: { } lost } => [title, new ScreenLine().Add(
                $"connection lost, next try in {Amounts.Age(lost.NextTry - now)}: {lost.Reason}", Tone.Bad)],
            { Profiles: null } => [title, new ScreenLine().Add("connecting...", Tone.Quiet)],
            _ => [title],
        };
    }

    /// <summary>As much of each sync as fits into the room it should take; at the least a line each, up to all the room there is.</summary>
    private static List<ScreenLine> Runs(ServerView view, DateTimeOffset now, int width, bool isUnicode, int room, int wanted)
    {
        var sections = view.Running.Select(run => new RunSection(run, now, width, isUnicode)).ToList();
        if (sections.Count == 0)
        {
            return view.Profiles is { Count: > 0 } ? [ScreenLine.Empty, new ScreenLine().Add("No sync goes on.", Tone.Quiet)] : [];
        }

        foreach (var draw in (Func<RunSection, IReadOnlyList<ScreenLine>>[])[section => section.Full(), section => section.Short()])
        {
            List<ScreenLine> lines = [.. sections.SelectMany(section => draw(section).Prepend(ScreenLine.Empty))];
            if (lines.Count <= wanted)
            {
                return lines;
            }
        }

        return Block([.. sections.Select(section => section.Title())], room, "syncs");
    }

    /// <summary>An empty line and as many lines as fit, with a word about the rest.</summary>
    private static List<ScreenLine> Block(IReadOnlyList<ScreenLine> lines, int room, string what)
    {
        if (lines.Count == 0 || room < 2)
        {
            return [];
        }

        return lines.Count < room
            ? [ScreenLine.Empty, .. lines]
            : [ScreenLine.Empty, .. lines.Take(room - 2), new ScreenLine().Add($"more {what} below: a taller terminal, or --profile, shows them", Tone.Quiet)];
    }
}
