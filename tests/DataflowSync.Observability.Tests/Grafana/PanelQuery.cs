using System.Text.Json.Nodes;

namespace DataflowSync.Observability.Tests.Grafana;

/// <summary>A query of a panel.</summary>
/// <param name="Dashboard">The name of the file.</param>
/// <param name="Panel">The panel as it is in the file.</param>
/// <param name="Target">The query as it is in the panel.</param>
internal sealed record PanelQuery(string Dashboard, JsonNode Panel, JsonNode Target)
{
    public string Name => $"{Dashboard}: {Panel["title"]} {Target["refId"]}";

    public string Expression => Target["expr"]!.GetValue<string>();

    public bool IsInstant => Target["instant"]?.GetValue<bool>() ?? false;

    public bool HasExemplars => Target["exemplar"]?.GetValue<bool>() ?? false;
}
