using System.Collections.Immutable;
using DataflowSync.Cli.Watching;
using DataflowSync.Cli.Watching.Screen;
using DataflowSync.Tests.Shared;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace DataflowSync.Cli.Tests.Watching;

public sealed class WatchScreenTests
{
    [Theory]
    [InlineData(80, null)]
    [InlineData(50, null)]
    [InlineData(80, 16)]
    [InlineData(30, 12)]
    public void A_server_is_shown_as_was_approved(int width, int? height) =>
        Approved.Match($"watch.{width}x{(height is null ? "any" : $"{height}")}", Show(WatchViews.Busy(), width, height, isUnicode: true));

    [Fact]
    public void A_terminal_without_unicode_gets_bars_of_ascii() =>
        Assert.All(Show(WatchViews.Busy(), 80, height: null, isUnicode: false), letter => Assert.InRange(letter, '\n', '~'));

    [Fact]
    public void Whatever_the_terminal_measures_no_line_is_wider_and_there_are_not_more_of_them()
    {
        foreach (var width in Enumerable.Range(20, 120))
        {
            foreach (var height in Enumerable.Range(1, 30))
            {
                var lines = WatchScreen.Draw(WatchViews.Busy(), WatchViews.Now, width, height, isUnicode: true);

                Assert.InRange(lines.Count, 1, height);
                Assert.All(lines, line => Assert.InRange(Segment.CellCount(line.Fit(width)), 0, width));
            }
        }
    }

    [Fact]
    public void What_a_server_says_commands_no_terminal_and_is_no_markup()
    {
        var run = WatchViews.Run() with
        {
            CurrentStep = "[red]a[/]\e[2J\r\nb\u202Ec\u009B31m\uD800",
            Errors = ["[link=http://x]x[/]\a"],
            ElapsedMs = long.MaxValue,
            Progress = int.MinValue,
            ItemsPerSecond = long.MaxValue,
            Retries = int.MaxValue,
            Steps = [new("[bold]\t", "[/]", long.MinValue, double.MaxValue, int.MaxValue), new("x", null, 0, double.MinValue, 1)],
            Blocks = new Dictionary<string, double> { ["[x]"] = double.PositiveInfinity, [new string('y', 5_000)] = -1 },
        };
        var view = WatchViews.Busy() with { Runs = ImmutableSortedDictionary<string, WatchedRun>.Empty.Add("home", new WatchedRun(run, WatchViews.Now)) };

        var shown = Show(view, 80, height: null, isUnicode: true);

        Assert.DoesNotContain(shown, letter => char.IsControl(letter) && letter != '\n');
        Assert.DoesNotContain('\u202E', shown);
        Assert.Contains("[red]a[/]?[2J??b?c?31m?", shown, StringComparison.Ordinal);
        Assert.Contains("error: [link=http://x]x[/]?", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lost_connection_is_told_with_the_next_try()
    {
        var view = WatchViews.Busy() with { Lost = new LostConnection("connection refused", WatchViews.Now + TimeSpan.FromSeconds(4)) };

        Assert.Contains("connection lost, next try in 4 s: connection refused", Show(view, 80, height: 10, isUnicode: true), StringComparison.Ordinal);
    }

    [Fact]
    public void The_clock_of_a_sync_runs_on_while_nothing_is_told() =>
        Assert.Contains("00:01:25", Show(WatchViews.Busy(), 80, height: null, isUnicode: true), StringComparison.Ordinal);

    [Theory]
    [InlineData(0, "......")]
    [InlineData(0.001, "#.....")]
    [InlineData(0.5, "###...")]
    [InlineData(0.999, "#####.")]
    [InlineData(1, "######")]
    public void A_bar_is_full_only_when_it_is_and_empty_only_when_nothing_is_there(double fraction, string bar) =>
        Assert.Equal(bar, FillBar.Draw(fraction, 6, isUnicode: false));

    private static string Show(ServerView view, int width, int? height, bool isUnicode)
    {
        var output = new StringWriter { NewLine = "\n" };
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(output) });
        console.Profile.Width = width;
        console.Write(new Frame(WatchScreen.Draw(view, WatchViews.Now, width, height, isUnicode), isWholeScreen: false));
        return string.Join('\n', output.ToString().ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd()));
    }
}
