using System.Text.Json.Nodes;

namespace DataflowSync.EndToEnd.Tests.Setup;

/// <summary>Rows as providers send them, each field with a value and another one, written from what panels send and not from our mapping.</summary>
internal static class Rows
{
    /// <summary>Fields of a dataset's rows that say something of the item: name, JSON before, JSON after.</summary>
    public static readonly Dictionary<string, (string Field, string Before, string After)[]> Fields = new()
    {
        ["channels"] =
        [
            ("name", "\"News\"", "\"News HD\""), ("stream_type", "\"live\"", "\"radio\""), ("stream_icon", "\"http://i/1.png\"", "\"http://i/2.png\""),
            ("epg_channel_id", "\"a.tv\"", "\"b.tv\""), ("added", "\"1600000000\"", "\"1600000001\""), ("is_adult", "0", "1"),
            ("category_id", "\"1\"", "\"2\""), ("tv_archive", "1", "0"), ("tv_archive_duration", "7", "3"),
        ],
        ["movies"] =
        [
            ("name", "\"Film\"", "\"Film!\""), ("title", "\"Film\"", "\"Filme\""), ("year", "\"2020\"", "\"2021\""),
            ("stream_icon", "\"http://i/1.jpg\"", "\"\""), ("rating", "7.5", "\"7.6\""), ("added", "\"1600000000\"", "1700000000"),
            ("is_adult", "\"0\"", "\"1\""), ("container_extension", "\"mkv\"", "\"mp4\""), ("plot", "\"a\"", "\"b\""), ("cast", "\"A, B\"", "\"A\""),
            ("director", "\"D\"", "\"E\""), ("genre", "\"Drama\"", "null"), ("release_date", "\"2020-01-02\"", "\"2020-01-03\""),
            ("youtube_trailer", "\"x\"", "\"y\""), ("episode_run_time", "\"90\"", "\"91\""), ("tmdb", "\"1\"", "\"2\""), ("category_ids", "[1,2]", "[1,2,3]"),
        ],
        ["series"] =
        [
            ("name", "\"Show\"", "\"Shows\""), ("cover", "\"http://i/1.jpg\"", "\"http://i/3.jpg\""), ("plot", "\"a\"", "\"b\""), ("cast", "\"A\"", "\"B\""),
            ("director", "\"D\"", "\"\""), ("genre", "\"Drama\"", "\"Comedy\""), ("releaseDate", "\"2020-01-02\"", "\"2021-01-02\""),
            ("last_modified", "\"1600000000\"", "\"1600000060\""), ("rating", "\"8\"", "\"9\""), ("backdrop_path", "[\"http://i/b\"]", "[\"http://i/c\"]"),
            ("youtube_trailer", "\"x\"", "\"y\""), ("episode_run_time", "\"42\"", "\"45\""), ("tmdb", "\"1\"", "\"2\""), ("category_id", "\"1\"", "\"2\""),
        ],
        ["movie-categories"] = [("category_name", "\"Drama\"", "\"Dramas\""), ("parent_id", "0", "7")],
    };

    public static string KeyOf(string dataset) => dataset switch { "series" => "series_id", "channels" or "movies" => "stream_id", _ => "category_id" };

    /// <summary>One row for each field of the dataset, all alike but for their ids.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="isAfter">Whether row i has the other value in field i.</param>
    public static string OneForEachField(string dataset, bool isAfter) => List(Fields[dataset].Select((_, i) => new JsonObject(
        Fields[dataset].Select((field, j) => KeyValuePair.Create(field.Field, JsonNode.Parse(isAfter && i == j ? field.After : field.Before)))
            .Prepend(KeyValuePair.Create<string, JsonNode?>(KeyOf(dataset), i + 1)))));

    public static string List(IEnumerable<JsonNode> rows) => new JsonArray([.. rows]).ToJsonString();
}
