using Spectre.Console;
using Spectre.Console.Rendering;

namespace DataflowSync.Cli.Watching.Screen;

/// <summary>A line of the screen. Its texts are taken as they are: no markup is read, and what a terminal would obey is gone.</summary>
internal sealed class ScreenLine
{
    /// <summary>In the place of what does not fit.</summary>
    private const string CutMark = "~";

    private readonly List<Segment> _segments = [];

    public static ScreenLine Empty => new();

    /// <summary>Columns it takes.</summary>
    public int Width => _segments.Sum(segment => segment.CellCount());

    public ScreenLine Add(string text, Tone tone = Tone.Plain)
    {
        if (text.Length > 0)
        {
            _segments.Add(new Segment(PlainText.Of(text), StyleOf(tone)));
        }

        return this;
    }

    /// <summary>In a column of its own: cut, or filled with blanks behind it.</summary>
    public ScreenLine AddLeft(string text, int width, Tone tone = Tone.Plain)
    {
        var cell = Cut(text, width);
        return Add(cell, tone).Add(new string(' ', Math.Max(0, width - Cells(cell))));
    }

    /// <summary>In a column of its own, filled with blanks before it: numbers.</summary>
    public ScreenLine AddRight(string text, int width, Tone tone = Tone.Plain)
    {
        var cell = Cut(text, width);
        return Add(new string(' ', Math.Max(0, width - Cells(cell)))).Add(cell, tone);
    }

    /// <summary>What of it fits, with a mark where something does not.</summary>
    public IEnumerable<Segment> Fit(int width)
    {
        var left = Width <= width ? width : width - CutMark.Length;
        foreach (var segment in _segments)
        {
            var cells = segment.CellCount();
            if (cells > left)
            {
                if (Segment.Truncate(segment, left) is { } part)
                {
                    yield return part;
                }

                yield return new Segment(CutMark, segment.Style);
                yield break;
            }

            left -= cells;
            yield return segment;
        }
    }

    private static string Cut(string text, int width)
    {
        var plain = PlainText.Of(text);
        return Cells(plain) <= width ? plain : (Segment.Truncate(new Segment(plain), Math.Max(1, width - CutMark.Length))?.Text ?? string.Empty) + CutMark;
    }

    private static int Cells(string text) => new Segment(text).CellCount();

    private static Style StyleOf(Tone tone) => tone switch
    {
        Tone.Quiet => new Style(Color.Grey),
        Tone.Strong => new Style(decoration: Decoration.Bold),
        Tone.Accent => new Style(Color.Blue),
        Tone.Good => new Style(Color.Green),
        Tone.Warning => new Style(Color.Yellow),
        Tone.Bad => new Style(Color.Red),
        _ => Style.Plain,
    };
}
