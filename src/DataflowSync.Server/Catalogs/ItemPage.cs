using System.Text.Json.Nodes;

namespace DataflowSync.Server.Catalogs;

/// <summary>A page of items, in the provider's order.</summary>
/// <param name="Version">Number of the publication.</param>
/// <param name="Items">The documents, as the tool exports them.</param>
/// <param name="Next">Address of the next page; null at the end.</param>
// Describes what PageWriter writes.
internal sealed record ItemPage(long Version, IReadOnlyList<JsonObject> Items, string? Next);
