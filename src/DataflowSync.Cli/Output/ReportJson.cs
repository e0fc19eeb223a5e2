using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DataflowSync.Cli.Output;

/// <summary>The JSON forms of reports and progress, as the contract of the command line fixes them.</summary>
internal static class ReportJson
{
    public static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="report">The report.</param>
    /// <param name="published">Dataset name → items published, for the kinds the run did not try.</param>
    public static string Write(SyncReport report, IReadOnlyDictionary<string, int> published) => Node(report, published).ToJsonString(Compact);

    /// <summary>The same as a node of something larger.</summary>
    public static JsonObject Node(SyncReport report, IReadOnlyDictionary<string, int> published) => new()
    {
        ["profileId"] = report.ProfileId.Value,
        ["runId"] = report.RunId,
        ["status"] = report.Status.ToString(),
        ["progress"] = report.Progress,
        ["startedAt"] = Times.Json(report.StartedAt),
        ["durationMs"] = Milliseconds(report.Duration),
        ["error"] = Error(report.Error),
        ["channelsSynced"] = Synced(report, published, "channels"),
        ["moviesSynced"] = Synced(report, published, "movies"),
        ["seriesSynced"] = Synced(report, published, "series"),
        ["account"] = report.Account is { } account
            ? new JsonObject
            {
                ["status"] = account.Status,
                ["expiresAt"] = account.ExpiresAt is { } at ? Times.Json(at) : null,
                ["maxConnections"] = account.MaxConnections,
            }
            : null,
        ["steps"] = Array(report.Steps.Select(Step)),
        ["errors"] = Array(report.Errors.Select(error => (JsonNode?)error)),
    };

    public static string Write(SyncProgress progress) => new JsonObject
    {
        ["profileId"] = progress.ProfileId.Value,
        ["status"] = progress.Status?.ToString() ?? "Syncing",
        ["progress"] = progress.Progress,
        ["currentStep"] = progress.CurrentStep,
        ["channelsSynced"] = Items(progress, "channels"),
        ["moviesSynced"] = Items(progress, "movies"),
        ["seriesSynced"] = Items(progress, "series"),
        ["itemsPerSecond"] = (long)progress.ItemsPerSecond,
        ["bytes"] = progress.Bytes,
        ["errors"] = Array(progress.Errors.Select(error => (JsonNode?)error)),
    }.ToJsonString(Compact);

    /// <summary>Items published after the run: a step that was tried counted its own while no one else could publish.</summary>
    private static long Synced(SyncReport report, IReadOnlyDictionary<string, int> published, string kind) =>
        report.Steps.FirstOrDefault(step => step.Name == kind && step.Status != StepStatus.Skipped)?.Items ?? published.GetValueOrDefault(kind);

    private static JsonNode Step(StepReport step) => new JsonObject
    {
        ["name"] = step.Name,
        ["status"] = step.Status.ToString(),
        ["received"] = step.Received,
        ["added"] = step.Added,
        ["updated"] = step.Updated,
        ["unchanged"] = step.Unchanged,
        ["removed"] = step.Removed,
        ["duplicates"] = step.Duplicates,
        ["rejected"] = step.Rejected,
        ["filtered"] = step.Filtered,
        ["discarded"] = step.Discarded,
        ["attempts"] = step.Attempts,
        ["bytes"] = step.Bytes,
        ["durationMs"] = Milliseconds(step.Duration),
        ["error"] = Error(step.Error),
        ["warnings"] = Array(step.Warnings.Select(warning => (JsonNode?)warning)),
        ["rejects"] = Array(step.Rejects.Select(reject => new JsonObject
        {
            ["index"] = reject.Index,
            ["reason"] = JsonNamingPolicy.KebabCaseLower.ConvertName(reject.Reason.ToString()),
        })),
    };

    private static JsonObject? Error(SyncError? error)
    {
        if (error is null)
        {
            return null;
        }

        var json = new JsonObject { ["code"] = error.Code.ToString(), ["message"] = error.Message };
        if (error is { Code: SyncErrorCode.HttpStatus, HttpStatus: { } status })
        {
            json["httpStatus"] = status;
        }

        return json;
    }

    private static JsonArray Array(IEnumerable<JsonNode?> nodes) => [.. nodes];

    private static long Items(SyncProgress progress, string step) =>
        progress.Steps.FirstOrDefault(candidate => candidate.Name == step)?.Items ?? 0;

    private static long Milliseconds(TimeSpan duration) => (long)duration.TotalMilliseconds;
}
