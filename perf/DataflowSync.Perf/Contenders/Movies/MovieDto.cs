using System.Text.Json.Serialization;

namespace DataflowSync.Perf.Contenders.Movies;

/// <summary>A movie as a C# developer declares it for the serializer: the fields that DataflowSync keeps too.</summary>
internal sealed class MovieDto
{
    [JsonPropertyName("stream_id")]
    public long Id { get; set; }

    [JsonPropertyName("name")]
    public string? Name { get; set; }

    [JsonPropertyName("title")]
    public string? Title { get; set; }

    [JsonPropertyName("year")]
    public string? Year { get; set; }

    [JsonPropertyName("category_id")]
    public string? CategoryId { get; set; }

    [JsonPropertyName("category_ids")]
    public long[]? CategoryIds { get; set; }

    [JsonPropertyName("stream_icon")]
    public string? Icon { get; set; }

    [JsonPropertyName("rating")]
    [JsonConverter(typeof(LooseNumberConverter))]
    public double? Rating { get; set; }

    [JsonPropertyName("added")]
    [JsonConverter(typeof(LooseNumberConverter))]
    public double? Added { get; set; }

    [JsonPropertyName("container_extension")]
    public string? ContainerExtension { get; set; }

    [JsonPropertyName("plot")]
    public string? Plot { get; set; }

    [JsonPropertyName("cast")]
    public string? Cast { get; set; }

    [JsonPropertyName("director")]
    public string? Director { get; set; }

    [JsonPropertyName("genre")]
    public string? Genre { get; set; }

    [JsonPropertyName("release_date")]
    public string? ReleaseDate { get; set; }

    [JsonPropertyName("youtube_trailer")]
    public string? YoutubeTrailer { get; set; }

    [JsonPropertyName("episode_run_time")]
    [JsonConverter(typeof(LooseTextConverter))]
    public string? RunTime { get; set; }

    [JsonPropertyName("tmdb")]
    [JsonConverter(typeof(LooseTextConverter))]
    public string? TmdbId { get; set; }

    [JsonPropertyName("is_adult")]
    public int? Adult { get; set; }
}
