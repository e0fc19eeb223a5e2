using System.Text.Json.Serialization;

namespace DataflowSync.LiteDb.Pointer;

/// <summary>How the store's JSON files are written: for people as well, and without reflection.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    NewLine = "\n",
    UseStringEnumConverter = true,
    IgnoreReadOnlyProperties = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(ProfileIdConverter)])]
[JsonSerializable(typeof(CatalogPointer))]
[JsonSerializable(typeof(HistoryDocument))]
internal sealed partial class StoreJson : JsonSerializerContext;
