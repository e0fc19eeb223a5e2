using System.Text.RegularExpressions;
using DataflowSync.Observability.Tests.Setup;
using YamlDotNet.RepresentationModel;

namespace DataflowSync.Observability.Tests;

/// <summary>What can be told of the compose file where no container can run.</summary>
public sealed partial class DeploymentTests
{
    private static readonly YamlNode Compose = Yaml.Read(Programs.Shipped("compose.yaml"));
    private static readonly YamlMappingNode Lgtm = (YamlMappingNode)Compose["services"]["lgtm"];

    private static IEnumerable<string[]> Mounts => Texts("volumes").Select(mount => mount.Split(':'));

    [Fact]
    public void The_image_is_pinned_by_tag_and_digest() => Assert.Matches(Pinned(), $"{Lgtm["image"]}");

    [Fact]
    public void Every_port_is_on_loopback() => Assert.All(Texts("ports"), port => Assert.StartsWith("127.0.0.1:", port, StringComparison.Ordinal));

    [Fact]
    public void Everything_that_is_mounted_exists()
    {
        var named = ((YamlMappingNode)Compose["volumes"]).Children.Keys.Select(name => $"{name}").ToList();

        Assert.All(Mounts, mount => Assert.True(named.Contains(mount[0]) || Path.Exists(Programs.Shipped(mount[0])), mount[0]));
        Assert.All(Mounts.Where(mount => !named.Contains(mount[0])), mount => Assert.Equal("ro", mount[2]));
    }

    [Fact]
    public void Grafana_looks_for_the_dashboards_where_they_are_mounted()
    {
        var provider = Assert.Single((YamlSequenceNode)Yaml.Read(Programs.Shipped("grafana", "dashboards.yaml"))["providers"]);
        var dashboards = Mounts.Single(mount => mount[0] == "./grafana/dashboards")[1];

        Assert.Equal(dashboards, $"{provider["options"]["path"]}");
        Assert.Contains(Mounts, mount => mount[0] == "./grafana/dashboards.yaml" && mount[1].StartsWith("/otel-lgtm/grafana/conf/provisioning/dashboards/", StringComparison.Ordinal));
        var home = $"{Lgtm["environment"]["GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH"]}";
        Assert.Equal(dashboards, Path.GetDirectoryName(home));
        Assert.True(File.Exists(Programs.Shipped("grafana", "dashboards", Path.GetFileName(home))), home);
    }

    private static IEnumerable<string> Texts(string name) => ((YamlSequenceNode)Lgtm[name]).Select(node => $"{node}");

    [GeneratedRegex(@"^[\w/-]+:\d+\.\d+\.\d+@sha256:[0-9a-f]{64}$")]
    private static partial Regex Pinned();
}
