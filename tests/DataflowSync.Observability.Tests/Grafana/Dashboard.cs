using System.Text.Json.Nodes;
using DataflowSync.Observability.Tests.Setup;

namespace DataflowSync.Observability.Tests.Grafana;

/// <summary>A shipped dashboard.</summary>
internal sealed record Dashboard(string File, JsonNode Content)
{
    public IEnumerable<JsonNode> Panels => Content["panels"]!.AsArray().Select(panel => panel!);

    public IEnumerable<JsonNode> Variables => Content["templating"]!["list"]!.AsArray().Select(variable => variable!);

    public IEnumerable<PanelQuery> Queries => from panel in Panels
                                              from target in panel["targets"]!.AsArray()
                                              select new PanelQuery(File, panel, target);

    public static IReadOnlyList<Dashboard> ReadAll() =>
    [
        .. Directory.EnumerateFiles(Programs.Shipped("grafana", "dashboards")).Order(StringComparer.Ordinal)
            .Select(file => new Dashboard(Path.GetFileName(file), JsonNode.Parse(System.IO.File.ReadAllText(file))!)),
    ];
}
