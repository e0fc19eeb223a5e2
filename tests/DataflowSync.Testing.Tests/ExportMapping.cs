using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DataflowSync.Testing.Tests;

/// <summary>
/// From served rows to exported documents, written from the contract of the command line and from nothing of the provider: what the
/// oracle is held against.
/// </summary>
internal static class ExportMapping
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IReadOnlyList<string> Map(string dataset, JsonElement rows)
    {
        string idField = dataset switch { "channels" or "movies" => "stream_id", "series" => "series_id", _ => "category_id" };
        List<string> order = [];
        Dictionary<string, (JsonElement Row, List<string> Categories)> items = [];
        foreach (JsonElement row in rows.EnumerateArray())
        {
            string id = Text(row, idField)!;
            if (!items.TryGetValue(id, out (JsonElement Row, List<string> Categories) item))
            {
                order.Add(id);
                item.Categories = [];
            }

            foreach (string category in CategoriesOf(row))
            {
                if (!item.Categories.Contains(category))
                {
                    item.Categories.Add(category);
                }
            }

            items[id] = (row, item.Categories);
        }

        return [.. order.Select(id => Document(dataset, items[id].Row, items[id].Categories).ToJsonString(Relaxed))];
    }

    private static JsonObject Document(string dataset, JsonElement row, List<string> categories)
    {
        JsonObject document = [];
        void Add(string name, JsonNode? value)
        {
            if (value is not null)
            {
                document.Add(name, value);
            }
        }

        JsonNode? categoryIds = categories.Count == 0 ? null : new JsonArray([.. categories.Select(id => JsonValue.Create(id))]);
        switch (dataset)
        {
            case "channels":
                Add("id", Number(row, "stream_id"));
                Add("name", Text(row, "name"));
                Add("categoryIds", categoryIds);
                Add("icon", Text(row, "stream_icon"));
                Add("epgChannelId", Text(row, "epg_channel_id"));
                Add("added", Time(row, "added"));
                Add("archive", Flag(row, "tv_archive"));
                Add("archiveDays", Number(row, "tv_archive_duration"));
                Add("adult", Flag(row, "is_adult"));
                Add("streamType", Text(row, "stream_type"));
                break;
            case "movies":
                Add("id", Number(row, "stream_id"));
                Add("name", Text(row, "name"));
                Add("title", Text(row, "title"));
                Add("year", Text(row, "year"));
                Add("categoryIds", categoryIds);
                Add("icon", Text(row, "stream_icon"));
                Add("rating", Number(row, "rating"));
                Add("added", Time(row, "added"));
                Add("containerExtension", Text(row, "container_extension"));
                Add("plot", Text(row, "plot"));
                Add("cast", Text(row, "cast"));
                Add("director", Text(row, "director"));
                Add("genre", Text(row, "genre"));
                Add("releaseDate", Text(row, "release_date"));
                Add("youtubeTrailer", Text(row, "youtube_trailer"));
                Add("runTime", Text(row, "episode_run_time"));
                Add("tmdbId", Tmdb(row));
                Add("adult", Flag(row, "is_adult"));
                break;
            case "series":
                Add("id", Number(row, "series_id"));
                Add("name", Text(row, "name"));
                Add("categoryIds", categoryIds);
                Add("cover", Text(row, "cover"));
                Add("plot", Text(row, "plot"));
                Add("cast", Text(row, "cast"));
                Add("director", Text(row, "director"));
                Add("genre", Text(row, "genre"));
                Add("releaseDate", Text(row, "releaseDate"));
                Add("lastModified", Time(row, "last_modified"));
                Add("rating", Number(row, "rating"));
                Add("backdrops", Texts(row, "backdrop_path"));
                Add("youtubeTrailer", Text(row, "youtube_trailer"));
                Add("runTime", Text(row, "episode_run_time"));
                Add("tmdbId", Tmdb(row));
                break;
            default:
                Add("id", Text(row, "category_id"));
                Add("name", Text(row, "category_name"));
                Add("parentId", Text(row, "parent_id"));
                break;
        }

        return document;
    }

    private static IEnumerable<string> CategoriesOf(JsonElement row)
    {
        if (Text(row, "category_id") is { } category)
        {
            yield return category;
        }

        if (row.TryGetProperty("category_ids", out JsonElement several))
        {
            foreach (JsonElement id in several.EnumerateArray())
            {
                yield return id.ToString();
            }
        }
    }

    private static string? Text(JsonElement row, string name) =>
        row.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null && value.ToString() is { Length: > 0 } text
            ? text
            : null;

    private static JsonValue? Number(JsonElement row, string name) =>
        decimal.TryParse(Text(row, name), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number) ? JsonValue.Create(number) : null;

    private static JsonValue? Time(JsonElement row, string name) => Number(row, name) is { } time && time.GetValue<decimal>() > 0 ? time : null;

    private static JsonValue? Flag(JsonElement row, string name) => row.TryGetProperty(name, out _) ? JsonValue.Create(Text(row, name) == "1") : null;

    private static JsonValue? Tmdb(JsonElement row) => Text(row, "tmdb") is { } id && id != "0" ? JsonValue.Create(id) : null;

    private static JsonArray? Texts(JsonElement row, string name) =>
        row.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0
            ? new JsonArray([.. value.EnumerateArray().Select(text => JsonValue.Create(text.GetString()))])
            : null;
}
