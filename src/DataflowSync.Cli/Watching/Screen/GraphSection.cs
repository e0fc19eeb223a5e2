namespace DataflowSync.Cli.Watching.Screen;

/// <summary>The graph of a step with the fill of its blocks. A full one waits for what is behind it: the last full one is the slow one.</summary>
internal sealed class GraphSection(IReadOnlyDictionary<string, double> blocks, int width, bool isUnicode)
{
    /// <summary>More than a graph has.</summary>
    private const int MaxBlocks = 8;

    private const int LongestBar = 10;
    private const int ShortestBar = 4;
    private const int PercentWidth = 4;
    private const int LongestName = 12;

    public IEnumerable<ScreenLine> Lines()
    {
        var shown = blocks.Take(MaxBlocks).Select(block => (Name: PlainText.Of(block.Key), Fill: Amounts.Fraction(block.Value))).ToList();
        if (shown.Count == 0)
        {
            return [new ScreenLine().Add("  no graph runs at the moment", Tone.Quiet)];
        }

        var arrow = isUnicode ? " → " : " > ";
        var around = 2 + shown.Sum(block => block.Name.Length + 2 + PercentWidth) + (arrow.Length * (shown.Count - 1));
        var bar = Math.Min(LongestBar, (width - 1 - around) / shown.Count);
        return bar >= ShortestBar ? [OneLine(shown, arrow, bar)] : Below(shown, arrow.Trim());
    }

    private ScreenLine OneLine(IReadOnlyList<(string Name, double Fill)> shown, string arrow, int bar)
    {
        var line = new ScreenLine().Add("  ");
        foreach (var (i, block) in shown.Index())
        {
            line.Add(i > 0 ? arrow : string.Empty, Tone.Quiet).Add($"{block.Name} ");
            Fill(line, block.Fill, bar);
        }

        return line;
    }

    /// <summary>Too narrow for all beside each other.</summary>
    private IEnumerable<ScreenLine> Below(IReadOnlyList<(string Name, double Fill)> shown, string arrow)
    {
        var names = Math.Min(LongestName, shown.Max(block => block.Name.Length));
        var bar = Math.Clamp(width - 1 - names - PercentWidth - 6, 1, 2 * LongestBar);
        foreach (var (i, block) in shown.Index())
        {
            var line = new ScreenLine().Add(i > 0 ? $"  {arrow} " : "    ", Tone.Quiet).AddLeft(block.Name, names).Add(" ");
            yield return Fill(line, block.Fill, bar);
        }
    }

    private ScreenLine Fill(ScreenLine line, double fill, int bar) =>
        line.Add(FillBar.Draw(fill, bar, isUnicode), fill >= 1 ? Tone.Warning : Tone.Accent).AddRight(Amounts.Percent(fill), PercentWidth + 1);
}
