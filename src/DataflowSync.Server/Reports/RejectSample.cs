using System.Text.Json;

namespace DataflowSync.Server.Reports;

/// <summary>A record that could not become an item.</summary>
/// <param name="Index">Its place in the list.</param>
/// <param name="Reason">missing-id, invalid-id, not-an-object or too-large.</param>
internal sealed record RejectSample(long Index, string Reason)
{
    public static RejectSample From(Reject reject) => new(reject.Index, JsonNamingPolicy.KebabCaseLower.ConvertName(reject.Reason.ToString()));
}
