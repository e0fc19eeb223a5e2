using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace DataflowSync.Observability.Tests.Setup;

/// <summary>A shipped rule.</summary>
/// <param name="Name">Of the alert, or of the series that is recorded.</param>
internal sealed partial record AlertRule(string Name, bool IsAlert, string Expression, IReadOnlyDictionary<string, string> Labels, IReadOnlyDictionary<string, string> Annotations)
{
    public static IReadOnlyList<AlertRule> Read() =>
    [
        .. from @group in (YamlSequenceNode)Yaml.Read(Programs.Shipped("prometheus", "alerts.yml"))["groups"]
           from rule in ((YamlSequenceNode)@group["rules"]).Cast<YamlMappingNode>()
           let isAlert = rule.Children.ContainsKey("alert")
           select new AlertRule($"{rule[isAlert ? "alert" : "record"]}", isAlert, $"{rule["expr"]}", Yaml.Texts(rule, "labels"), Yaml.Texts(rule, "annotations")),
    ];

    /// <summary>The expression with what it compares, and without what it compares that with.</summary>
    public string WithoutThresholds()
    {
        var inner = Threshold().Replace(Expression, string.Empty);
        Assert.NotEqual(IsAlert, inner == Expression);
        return inner;
    }

    /// <summary>A comparison with a number, at the end of the expression or of one side of an <c>and</c>: not within brackets.</summary>
    [GeneratedRegex(@" (==|>) [0-9.]+(?=\s*($|and\b))")]
    private static partial Regex Threshold();
}
