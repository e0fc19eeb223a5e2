using System.Text.RegularExpressions;
using DataflowSync.Observability.Tests.Grafana;
using DataflowSync.Observability.Tests.Setup;
using DataflowSync.Tests.Shared;

namespace DataflowSync.Observability.Tests;

/// <summary>
/// Queries name what docs/telemetry.md documents, in the spelling that Prometheus makes of it: the same, whether it scrapes or takes OTLP.
/// </summary>
public sealed partial class DocumentedNamesTests
{
    private static readonly Dictionary<string, string> Units = new() { ["s"] = "_seconds", ["By"] = "_bytes" };

    /// <summary>Both ways make these of the resource; the others are of the runtime's own metrics and of histograms.</summary>
    private static readonly string[] OtherLabels = ["job", "instance", "le", "http_route", "http_response_status_code", "cpu_mode"];

    private static readonly string[][] Rows =
    [
        .. File.ReadLines(Path.Combine(Repository.Root, "docs", "telemetry.md"))
            .SkipWhile(line => !line.StartsWith("| metric | kind |", StringComparison.Ordinal)).Skip(2).TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Split('|').Select(cell => cell.Trim().Replace("`", string.Empty, StringComparison.Ordinal)).ToArray()),
    ];

    private static IEnumerable<string> Expressions =>
        Dashboard.ReadAll().SelectMany(dashboard => dashboard.Queries).Select(query => query.Expression).Concat(AlertRule.Read().Select(rule => rule.Expression));

    [Fact]
    public void Every_metric_is_documented()
    {
        var documented = Rows.SelectMany(row => Names(row[1], row[2], row[3])).ToHashSet();

        Assert.All(Expressions.SelectMany(Metrics), metric => Assert.Contains(metric, documented));
    }

    [Fact]
    public void Every_label_is_a_documented_tag_of_its_metric()
    {
        foreach (var expression in Expressions)
        {
            // What a query groups by has to be a tag of everything it adds up, or of what it divides by.
            var tags = Rows.Where(row => Names(row[1], row[2], row[3]).Intersect(Metrics(expression)).Any()).SelectMany(row => row[4].Split(' ')).Select(Underscored).ToHashSet();

            Assert.All(Labels(expression), label => Assert.True(tags.Contains(label) || OtherLabels.Contains(label), $"{label} in {expression}"));
        }
    }

    [Fact]
    public void Every_span_and_attribute_that_a_diagnosis_names_is_documented()
    {
        var telemetry = File.ReadAllText(Path.Combine(Repository.Root, "docs", "telemetry.md"));
        var section = string.Join('\n', File.ReadLines(Path.Combine(Repository.Root, "docs", "operations.md")).SkipWhile(line => line != "## Dashboards and alerts"));

        var names = Signal().Matches(section).Select(match => match.Value).ToList();

        Assert.NotEmpty(names);
        Assert.All(names, name => Assert.Contains(name, telemetry, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Names(string metric, string kind, string unit)
    {
        var name = Underscored(metric) + Units.GetValueOrDefault(unit, string.Empty);
        return kind switch
        {
            "counter" => [name + "_total"],
            "histogram" => [name + "_bucket", name + "_sum", name + "_count"],
            _ => [name],
        };
    }

    private static IEnumerable<string> Metrics(string expression) => Metric().Matches(Grouping().Replace(expression, string.Empty)).Select(match => match.Value);

    private static IEnumerable<string> Labels(string expression) =>
        Grouping().Matches(expression).SelectMany(match => match.Groups[1].Value.Split(','))
            .Concat(Matcher().Matches(expression).Select(match => match.Groups[1].Value)).Select(label => label.Trim());

    private static string Underscored(string name) => name.Replace('.', '_');

    /// <summary>The engine's metrics; a colon belongs to what a rule records.</summary>
    [GeneratedRegex(@"\bdataflowsync_\w+(?=[\[{ )]|$)(?!\s*[=!~])", RegexOptions.Multiline)]
    private static partial Regex Metric();

    [GeneratedRegex("`dataflowsync[.][a-z_.]+`")]
    private static partial Regex Signal();

    [GeneratedRegex(@"\bby \(([^)]*)\)")]
    private static partial Regex Grouping();

    [GeneratedRegex(@"(\w+)\s*(=~|!~|!=|=)\s*""")]
    private static partial Regex Matcher();
}
