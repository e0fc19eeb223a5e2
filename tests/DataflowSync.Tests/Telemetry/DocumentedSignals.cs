using System.Text.RegularExpressions;

namespace DataflowSync.Tests.Telemetry;

/// <summary>The tables of <c>docs/telemetry.md</c>.</summary>
internal sealed partial class DocumentedSignals
{
    private readonly string[] _lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "telemetry.md"));

    /// <summary>The rows of the table whose first column has this title, without its head; cells trimmed.</summary>
    public IEnumerable<string[]> Table(string firstColumn) => _lines
        .SkipWhile(line => !line.StartsWith($"| {firstColumn} |", StringComparison.Ordinal))
        .Skip(2)
        .TakeWhile(line => line.StartsWith('|'))
        .Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim()).ToArray());

    /// <summary>The values in the first sentence of the point about a tag.</summary>
    public IEnumerable<string> ValuesOf(string tag)
    {
        var line = _lines.Single(line => line.StartsWith($"* `{tag}`: ", StringComparison.Ordinal));
        return Codes(line.Split(". ")[0]).Skip(1);
    }

    /// <summary>What stands between backquotes.</summary>
    public static IEnumerable<string> Codes(string text) => Code().Matches(text).Select(match => match.Groups[1].Value);

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();
}
