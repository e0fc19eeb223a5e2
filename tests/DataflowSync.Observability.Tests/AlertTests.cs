using System.Runtime.Versioning;
using System.Text.RegularExpressions;
using DataflowSync.Cli.Tests;
using DataflowSync.Observability.Tests.Setup;
using DataflowSync.Tests.Shared;
using YamlDotNet.RepresentationModel;

namespace DataflowSync.Observability.Tests;

/// <summary>The alert rules, and Prometheus' configuration around them.</summary>
public sealed partial class AlertTests
{
    /// <summary>For barriers, so that a defect ends a test instead of hanging it. Nothing is measured by it.</summary>
    private static readonly TimeSpan LongEnough = TimeSpan.FromSeconds(60);

    private static readonly IReadOnlyList<AlertRule> Alerts = [.. AlertRule.Read().Where(rule => rule.IsAlert)];

    [PrometheusFact]
    public async Task Every_alert_begins_at_its_border_and_not_before() =>
        Assert.Contains("SUCCESS", await Programs.RunAsync(Programs.Promtool, "test", "rules", Programs.Shipped("prometheus", "alerts.tests.yml")), StringComparison.Ordinal);

    [PrometheusFact]
    public async Task Prometheus_takes_the_configuration_and_the_rules()
    {
        await Programs.RunAsync(Programs.Promtool, "check", "config", Programs.Shipped("prometheus", "prometheus.yml"));
        await Programs.RunAsync(Programs.Promtool, "check", "rules", "--lint=all", "--lint-fatal", Programs.Shipped("prometheus", "alerts.yml"));
    }

    [Fact]
    public void Every_alert_is_tested_both_ways()
    {
        var tests = from test in (YamlSequenceNode)Yaml.Read(Programs.Shipped("prometheus", "alerts.tests.yml"))["tests"]
                    from rule in ((YamlSequenceNode)test["alert_rule_test"]).Cast<YamlMappingNode>()
                    let expected = rule.Children.TryGetValue("exp_alerts", out var alerts) ? (YamlSequenceNode)alerts : []
                    let series = (YamlSequenceNode)test["input_series"]
                    select (Alert: $"{rule["alertname"]}", Fires: expected.Any(), Spares: !expected.Any() || series.Count() > expected.Count());

        foreach (var alert in Alerts)
        {
            Assert.Contains(tests, test => test.Alert == alert.Name && test.Fires);
            Assert.Contains(tests, test => test.Alert == alert.Name && test.Spares);
        }
    }

    [Fact]
    public void Every_alert_says_how_bad_it_is_what_it_means_and_where_to_read_what_to_do()
    {
        var anchors = File.ReadLines(Path.Combine(Repository.Root, "docs", "operations.md")).Where(line => line.StartsWith('#')).Select(Anchor).ToHashSet();

        Assert.Equal(7, Alerts.Count);
        Assert.All(Alerts, alert =>
        {
            Assert.Contains(alert.Labels["severity"], new[] { "critical", "warning" });
            Assert.NotEmpty(alert.Annotations["summary"]);
            Assert.NotEmpty(alert.Annotations["description"]);
            var runbook = alert.Annotations["runbook"].Split('#');
            Assert.Equal("docs/operations.md", runbook[0]);
            Assert.Contains(runbook[1], anchors);
        });
    }

    [PrometheusFact]
    [UnsupportedOSPlatform("windows")]
    public async Task A_server_with_a_key_is_scraped_with_the_lines_that_are_commented_out()
    {
        const string Key = "a-key-of-thirty-two-characters-at-least";
        var directory = Directory.CreateTempSubdirectory("dataflowsync-key-");
        try
        {
            var file = Path.Combine(directory.FullName, "key.txt");
            await File.WriteAllTextAsync(file, Key);
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            await using var serve = Tool.Start(["serve", "--data", Path.Combine(directory.FullName, "catalogs"), "--urls", "http://127.0.0.1:0", "--api-key-file", file]);
            var address = new Uri(await serve.FirstLine.WaitAsync(LongEnough));
            await using var prometheus = await RunningPrometheus.StartAsync(address.Authority, Uncomment, ("key.txt", Key));

            await prometheus.WaitForAsync("""up{job="dataflowsync"}""");
            await prometheus.WaitForAsync("kestrel_active_connections");
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    /// <summary>Takes the number signs from the last lines, which are YAML but for them.</summary>
    private static string Uncomment(string configuration)
    {
        var changed = CommentedKey().Replace(configuration, "    authorization:\n      credentials_file: key.txt\n");
        Assert.NotEqual(configuration, changed);
        return changed;
    }

    private static string Anchor(string heading) =>
        NotInAnchors().Replace(heading.TrimStart('#').Trim().ToLowerInvariant(), string.Empty).Replace(' ', '-');

    [GeneratedRegex(@"    # authorization:\n    #   credentials_file: key\.txt\n")]
    private static partial Regex CommentedKey();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchors();
}
