using System.Text.Json;
using System.Text.Json.Serialization;

namespace DataflowSync.Server.Profiles;

/// <summary>The JSON of the file of the profiles.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(ProfileDocument))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class ProfileFileJson : JsonSerializerContext;
