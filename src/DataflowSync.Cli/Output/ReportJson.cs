using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using DataflowSync.Server.Json;
using DataflowSync.Server.Progress;
using DataflowSync.Server.Reports;

namespace DataflowSync.Cli.Output;

/// <summary>The JSON forms of reports and progress, as the contract of the command line fixes them and the server has them too.</summary>
internal static class ReportJson
{
    public static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly ServerJson Json = new(new JsonSerializerOptions(ServerJson.Default.Options) { Encoder = Compact.Encoder });

    /// <param name="report">The report.</param>
    /// <param name="published">Dataset name → items published, for the kinds the run did not try.</param>
    public static string Write(SyncReport report, IReadOnlyDictionary<string, int> published) =>
        JsonSerializer.Serialize(RunReport.From(report, published), Json.RunReport);

    /// <summary>The same as a node of something larger.</summary>
    public static JsonNode Node(SyncReport report, IReadOnlyDictionary<string, int> published) =>
        JsonSerializer.SerializeToNode(RunReport.From(report, published), Json.RunReport)!;

    public static string Write(SyncProgress progress) => JsonSerializer.Serialize(ProgressEvent.From(progress), Json.ProgressEvent);
}
