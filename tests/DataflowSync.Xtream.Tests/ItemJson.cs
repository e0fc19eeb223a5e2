using System.Text.Encodings.Web;
using System.Text.Json;

namespace DataflowSync.Xtream.Tests;

internal static class ItemJson
{
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>An item as the export shows it.</summary>
    public static string Write(CatalogItem item) =>
        JsonSerializer.Serialize(item.Fields.ToDictionary(field => field.Key, field => field.Value), Options);
}
