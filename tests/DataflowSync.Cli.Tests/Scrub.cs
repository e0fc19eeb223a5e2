using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace DataflowSync.Cli.Tests;

/// <summary>Takes out of what the tool prints what is different in every process, field by field, and nothing else.</summary>
internal static partial class Scrub
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonSerializerOptions Indented = new(Relaxed) { WriteIndented = true };

    /// <summary>A report, indented, without the run's id, its times, and how long it and its steps took.</summary>
    public static string Report(JsonNode report)
    {
        Replace(report, "runId", RunId());
        Replace(report, "startedAt", Time());
        Replace(report, "durationMs", WholeNumber());
        foreach (var step in report["steps"]!.AsArray())
        {
            Replace(step!, "durationMs", WholeNumber());
        }

        return report.ToJsonString(Indented);
    }

    /// <summary>Progress events without their rates: with each text the first and the last, for between them are as many as there were reads.</summary>
    public static string Progress(IReadOnlyList<string> lines)
    {
        var events = lines.Select(line => JsonNode.Parse(line)!).ToList();
        foreach (var moment in events)
        {
            Replace(moment, "itemsPerSecond", WholeNumber());
        }

        var texts = events.Select(moment => moment["currentStep"]!.GetValue<string>()).ToList();
        return string.Join('\n', events
            .Where((_, i) => i == 0 || i == events.Count - 1 || texts[i - 1] != texts[i] || texts[i + 1] != texts[i])
            .Select(moment => moment.ToJsonString(Relaxed)));
    }

    /// <summary>Plain progress and the report for a person, without their seconds.</summary>
    public static string Text(string text) => Seconds().Replace(text, "$1(n.n) s");

    private static void Replace(JsonNode node, string field, Regex form)
    {
        var value = node[field]!.ToString();
        Assert.Matches(form, value);
        node[field] = $"({field})";
    }

    [GeneratedRegex("^[0-9a-f]{32}$")]
    private static partial Regex RunId();

    [GeneratedRegex(@"^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$")]
    private static partial Regex Time();

    [GeneratedRegex("^[0-9]+$")]
    private static partial Regex WholeNumber();

    /// <summary>Where a line of progress ends, and the first line of a report.</summary>
    [GeneratedRegex(@"((?:items,| in) )\d+\.\d s$", RegexOptions.Multiline)]
    private static partial Regex Seconds();
}
