using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DataflowSync.Observability.Tests.Grafana;
using DataflowSync.Observability.Tests.Setup;
using DataflowSync.Tests.Shared;

namespace DataflowSync.Observability.Tests;

/// <summary>What can be told of the dashboards without asking anybody.</summary>
public sealed partial class DashboardTests
{
    private const string DataSource = "${datasource}";

    /// <summary>The latest that Grafana 12 and 13 know of dashboards in this form.</summary>
    private const int SchemaVersion = 42;

    private static readonly IReadOnlyList<Dashboard> Dashboards = Dashboard.ReadAll();

    [Fact]
    public void There_are_three_dashboards_that_link_to_each_other()
    {
        Assert.Equal(["dataflowsync-overview", "dataflowsync-reliability", "dataflowsync-run"], Dashboards.Select(dashboard => Text(dashboard.Content, "uid")).Order());
        Assert.All(Dashboards, dashboard =>
        {
            Assert.Equal(SchemaVersion, dashboard.Content["schemaVersion"]!.GetValue<int>());
            var link = Assert.Single(dashboard.Content["links"]!.AsArray())!;
            Assert.Equal(["dataflowsync"], link["tags"]!.AsArray().Select(tag => tag!.GetValue<string>()));
            Assert.Contains("dataflowsync", dashboard.Content["tags"]!.AsArray().Select(tag => tag!.GetValue<string>()));
        });
    }

    [Fact]
    public void Every_panel_says_what_it_is_and_what_to_do_and_in_which_unit()
    {
        foreach (var (dashboard, panel) in from dashboard in Dashboards from panel in dashboard.Panels select (dashboard, panel))
        {
            var isHeatmap = Text(panel, "type") == "heatmap";
            Assert.Contains(Text(panel, "type"), new[] { "bargauge", "heatmap", "stat", "timeseries" });
            Assert.NotEmpty(Text(panel, "title"));
            Assert.True(Text(panel, "description").Length > 60, $"{dashboard.File}: {panel["title"]} needs a description");
            Assert.NotEmpty(isHeatmap ? Text(panel["options"]!["yAxis"]!, "unit") : Text(panel["fieldConfig"]!["defaults"]!, "unit"));
            Assert.All(panel["targets"]!.AsArray(), target => Assert.NotEmpty(Text(target!, "legendFormat")));
        }

        Assert.All(Dashboards, dashboard => Assert.Distinct(dashboard.Panels.Select(panel => Text(panel, "title"))));
    }

    [Fact]
    public void Every_panel_asks_the_data_source_that_is_chosen()
    {
        foreach (var dashboard in Dashboards)
        {
            Assert.Contains(dashboard.Variables, variable => (Text(variable, "name"), Text(variable, "type"), Text(variable, "query")) == ("datasource", "datasource", "prometheus"));
            Assert.All(dashboard.Panels, panel => Assert.Equal((DataSource, "prometheus"), (Text(panel["datasource"]!, "uid"), Text(panel["datasource"]!, "type"))));
            Assert.All(
                dashboard.Queries.SelectMany(query => Variable().Matches(query.Expression)).Select(match => match.Groups[1].Value).Where(name => !name.StartsWith("__", StringComparison.Ordinal)),
                name => Assert.Contains(dashboard.Variables, variable => Text(variable, "name") == name));
        }
    }

    [Fact]
    public void Panels_have_ids_of_their_own_and_do_not_overlap()
    {
        foreach (var dashboard in Dashboards)
        {
            Assert.Distinct(dashboard.Panels.Select(panel => panel["id"]!.GetValue<int>()));
            Assert.Distinct(from panel in dashboard.Panels
                            let grid = panel["gridPos"]!
                            from x in Enumerable.Range(grid["x"]!.GetValue<int>(), grid["w"]!.GetValue<int>())
                            from y in Enumerable.Range(grid["y"]!.GetValue<int>(), grid["h"]!.GetValue<int>())
                            select (x, y));
            Assert.All(dashboard.Panels, panel => Assert.InRange(panel["gridPos"]!["x"]!.GetValue<int>() + panel["gridPos"]!["w"]!.GetValue<int>(), 1, 24));
        }
    }

    [Fact]
    public void Panels_that_the_documents_name_exist()
    {
        var names = Dashboards.Select(dashboard => Text(dashboard.Content, "title")).Concat(Dashboards.SelectMany(dashboard => dashboard.Panels).Select(panel => Text(panel, "title"))).ToHashSet();
        var section = string.Join('\n', File.ReadLines(Path.Combine(Repository.Root, "docs", "operations.md")).SkipWhile(line => line != "## Dashboards and alerts"));

        var named = Emphasised().Matches(section).Select(match => match.Groups[1].Value).ToList();

        Assert.True(named.Count > 10, "the panels are named in another way now");
        Assert.All(named, name => Assert.Contains(name, names));
    }

    private static string Text(JsonNode node, string name) => node[name]?.GetValue<string>() ?? string.Empty;

    [GeneratedRegex(@"\$(\w+)")]
    private static partial Regex Variable();

    [GeneratedRegex(@"(?<!\w)_([A-Z][^_]+)_(?!\w)")]
    private static partial Regex Emphasised();
}
