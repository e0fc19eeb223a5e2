namespace DataflowSync.Cli.Watching.Screen;

/// <summary>A part of a whole as a bar.</summary>
internal static class FillBar
{
    /// <param name="fraction">The part, 0 to 1.</param>
    /// <param name="width">Columns.</param>
    /// <param name="isUnicode">Whether the terminal has the characters for it.</param>
    public static string Draw(double fraction, int width, bool isUnicode)
    {
        var part = Amounts.Fraction(fraction);

        // Not full before it is, and not empty where there is something.
        var filled = part switch { >= 1 => width, > 0 => Math.Clamp((int)Math.Round(part * width), Math.Min(1, width), Math.Max(1, width - 1)), _ => 0 };
        return new string(isUnicode ? '▇' : '#', filled) + new string(isUnicode ? '▁' : '.', width - filled);
    }
}
