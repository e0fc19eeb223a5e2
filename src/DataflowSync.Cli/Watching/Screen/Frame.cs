using Spectre.Console.Rendering;

namespace DataflowSync.Cli.Watching.Screen;

/// <summary>Lines as they are written to a terminal: one below the other, or over those of the frame before.</summary>
internal sealed class Frame(IReadOnlyList<ScreenLine> lines, bool isWholeScreen) : IRenderable
{
    private const string Home = "\e[H";
    private const string ClearRestOfLine = "\e[K";
    private const string ClearBelow = "\e[J";

    public Measurement Measure(RenderOptions options, int maxWidth) => new(0, maxWidth);

    public IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        if (!isWholeScreen)
        {
            return lines.SelectMany(line => line.Fit(maxWidth).Append(Segment.LineBreak));
        }

        // The last column stays free: behind it a terminal may have moved on to the next line, and clear that.
        return lines
            .SelectMany((line, i) => (i == 0 ? [Segment.Control(Home)] : new[] { Segment.LineBreak }).Concat(line.Fit(maxWidth - 1)).Append(Segment.Control(ClearRestOfLine)))
            .Append(Segment.Control(ClearBelow));
    }
}
