using System.Text.Json.Serialization;

namespace DataflowSync.Perf.Contenders.Movies;

/// <summary>The serializer's generated code for movies: faster to start than reflection, equal afterwards.</summary>
[JsonSourceGenerationOptions(NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(MovieDto))]
[JsonSerializable(typeof(List<MovieDto>))]
internal sealed partial class MovieJson : JsonSerializerContext;
