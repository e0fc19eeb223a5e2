using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DataflowSync.Observability.Tests.Grafana;
using DataflowSync.Observability.Tests.Setup;

namespace DataflowSync.Observability.Tests;

/// <summary>Every query that is shipped, asked of a Prometheus that watched syncs of every kind.</summary>
[Collection(ObservedSyncs.Collection)]
public sealed partial class LiveQueryTests(ObservedSyncs syncs)
{
    private const string All = ".*";

    private static readonly GrafanaVariables Variables = new(RunningPrometheus.ScrapeInterval);

    public static TheoryData<string> Queries => [.. AllQueries().Select(query => query.Name)];

    public static TheoryData<string> QueriesWithExemplars => [.. AllQueries().Where(query => query.HasExemplars).Select(query => query.Name)];

    public static TheoryData<string> Rules => [.. AlertRule.Read().Select(rule => rule.Name)];

    [PrometheusTheory]
    [MemberData(nameof(Queries))]
    public async Task Every_panel_shows_something(string name)
    {
        var query = AllQueries().Single(query => query.Name == name);
        var expression = Variables.Replace(query.Expression, All);

        var values = query.IsInstant
            ? (await syncs.Prometheus.QueryAsync(expression)).Select(series => series!["value"]!)
            : (await syncs.Prometheus.QueryRangeAsync(expression, GrafanaVariables.Range, Variables.Step)).SelectMany(series => series!["values"]!.AsArray())!;

        Assert.True(values.Any(value => !double.IsNaN(RunningPrometheus.Value(value!))), $"{name} has no data: {expression}");
    }

    [PrometheusTheory]
    [MemberData(nameof(Queries))]
    public async Task Every_legend_names_tags_that_the_series_have(string name)
    {
        var query = AllQueries().Single(query => query.Name == name);
        var series = await syncs.Prometheus.QueryRangeAsync(Variables.Replace(query.Expression, All), GrafanaVariables.Range, Variables.Step);

        foreach (var label in Label().Matches(query.Target["legendFormat"]!.GetValue<string>()).Select(match => match.Groups[1].Value))
        {
            Assert.Contains(series, one => one!["metric"]![label] is not null);
        }
    }

    [PrometheusFact]
    public async Task A_panel_can_be_narrowed_to_one_step()
    {
        foreach (var query in AllQueries().Where(query => query.Expression.Contains("$step", StringComparison.Ordinal)))
        {
            var series = await syncs.Prometheus.QueryRangeAsync(Variables.Replace(query.Expression, "(movies)"), GrafanaVariables.Range, Variables.Step);

            Assert.NotEmpty(series);
            Assert.All(series.Select(one => one!["metric"]!["dataflowsync_step"]).OfType<JsonNode>(), step => Assert.Equal("movies", step.GetValue<string>()));
        }
    }

    [PrometheusFact]
    public async Task Every_variable_has_values_to_choose_from()
    {
        foreach (var variable in Dashboard.ReadAll().SelectMany(dashboard => dashboard.Variables).Where(variable => variable["type"]!.GetValue<string>() == "query"))
        {
            var match = LabelValues().Match(variable["query"]!["query"]!.GetValue<string>());

            Assert.NotEmpty(await syncs.Prometheus.LabelValuesAsync(match.Groups[2].Value, match.Groups[1].Value));
        }
    }

    [PrometheusFact]
    public async Task The_overview_counts_the_runs_there_were_the_first_ones_too()
    {
        var query = AllQueries().Single(query => query.Name == "overview.json: Runs in this time A");

        var series = await syncs.Prometheus.QueryAsync(Variables.Replace(query.Expression, All));

        Assert.Equal(
            syncs.Outcomes.OrderBy(outcome => outcome.Key),
            series.Select(one => KeyValuePair.Create($"{one!["metric"]!["dataflowsync_result"]}", (int)RunningPrometheus.Value(one["value"]!))).OrderBy(outcome => outcome.Key));
    }

    [PrometheusTheory]
    [MemberData(nameof(QueriesWithExemplars))]
    public async Task The_points_on_a_duration_lead_to_traces(string name)
    {
        var query = AllQueries().Single(query => query.Name == name);

        var series = await syncs.Prometheus.QueryExemplarsAsync(Variables.Replace(query.Expression, All), GrafanaVariables.Range);

        Assert.Contains(
            series.SelectMany(one => one!["exemplars"]!.AsArray()),
            exemplar => TraceId().IsMatch(exemplar!["labels"]!["trace_id"]?.GetValue<string>() ?? string.Empty));
    }

    [PrometheusTheory]
    [MemberData(nameof(Rules))]
    public async Task Every_rule_is_evaluated_and_has_something_to_compare(string name)
    {
        var rule = AlertRule.Read().Single(rule => rule.Name == name);
        var loaded = (await syncs.Prometheus.RulesAsync()).Single(loaded => loaded["name"]!.GetValue<string>() == name);

        Assert.Equal(("ok", null), (loaded["health"]!.GetValue<string>(), loaded["lastError"]?.GetValue<string>()));
        var series = await syncs.Prometheus.QueryAsync(rule.WithoutThresholds());
        Assert.True(series.Any(one => !double.IsNaN(RunningPrometheus.Value(one!["value"]!))), $"{name} compares nothing: {rule.WithoutThresholds()}");
    }

    [PrometheusTheory]
    [InlineData("DataflowSyncRejectsJump", "firing")]
    [InlineData("DataflowSyncGuardPending", "pending")]
    [InlineData("DataflowSyncProfilesFailing", "pending")]
    [InlineData("DataflowSyncDown", "inactive")]
    [InlineData("DataflowSyncNoSuccess", "inactive")]
    [InlineData("DataflowSyncSlowPublish", "inactive")]
    public async Task Alerts_notice_what_these_syncs_did_and_nothing_else(string name, string state)
    {
        var rule = (await syncs.Prometheus.RulesAsync()).Single(rule => rule["name"]!.GetValue<string>() == name);

        Assert.Equal(state, rule["state"]!.GetValue<string>());
    }

    private static IEnumerable<PanelQuery> AllQueries() => Dashboard.ReadAll().SelectMany(dashboard => dashboard.Queries);

    [GeneratedRegex(@"\{\{(\w+)\}\}")]
    private static partial Regex Label();

    [GeneratedRegex(@"^label_values\((\w+), (\w+)\)$")]
    private static partial Regex LabelValues();

    [GeneratedRegex("^[0-9a-f]{32}$")]
    private static partial Regex TraceId();
}
