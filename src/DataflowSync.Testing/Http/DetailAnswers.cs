using System.Globalization;
using System.Text.Json;
using DataflowSync.Testing.Records;

namespace DataflowSync.Testing.Http;

/// <summary>The answers of <c>get_series_info</c> and <c>get_vod_info</c>, which agree with the lists.</summary>
internal sealed class DetailAnswers(FakeProviderOptions options, FakeCatalog catalog)
{
    // Episodes are streams like channels and movies; theirs begin above both.
    private const long FirstEpisodeId = 100_000_000;
    private const int EpisodesPerSeries = 1_000;

    public Answer Series(string? id)
    {
        if (Find(catalog.Series, id) is not { } item)
        {
            return Answer.Json("{\"seasons\":[],\"info\":{\"name\":null,\"cover\":null,\"plot\":null,\"category_id\":null},\"episodes\":[]}"u8.ToArray());
        }

        SeriesValues series = new(options.Seed, item);
        return Write(json =>
        {
            WriteSeasons(json, in series);
            json.WriteStartObject("info");
            StringSink sink = new();
            series.Name(ref sink);
            json.WriteString("name", sink.Take());
            series.Title(ref sink);
            json.WriteString("title", sink.Take());
            json.WriteString("year", series.Year > 0 ? Text(series.Year) : string.Empty);
            json.WriteString("cover", series.HasCover ? Take(sink, (ref StringSink s) => series.Cover(ref s)) : string.Empty);
            json.WriteString("plot", Take(sink, (ref StringSink s) => series.Plot(ref s)));
            json.WriteString("cast", Take(sink, (ref StringSink s) => series.Cast(ref s)));
            json.WriteString("director", series.HasDirector ? Take(sink, (ref StringSink s) => series.Director(ref s)) : string.Empty);
            json.WriteString("genre", Take(sink, (ref StringSink s) => series.Genre(ref s)));
            json.WriteString("releaseDate", series.ReleaseDay >= 0 ? Take(sink, (ref StringSink s) => series.ReleaseDate(ref s)) : string.Empty);
            json.WriteString("last_modified", series.LastModified >= 0 ? Text(series.LastModified) : string.Empty);
            json.WriteString("rating", series.Rating >= 0 ? Text(series.Rating) : string.Empty);
            json.WriteString("episode_run_time", series.Minutes > 0 ? Text(series.Minutes) : string.Empty);
            WriteCategories(json, catalog.Series.CategoriesOf(item));
            json.WriteEndObject();
            WriteEpisodes(json, in series);
        });
    }

    public Answer Movie(string? id)
    {
        if (Find(catalog.Movies, id) is not { } item)
        {
            return Answer.Json("{\"info\":[]}"u8.ToArray());
        }

        MovieValues movie = new(options.Seed, item);
        return Write(json =>
        {
            StringSink sink = new();
            string name = Take(sink, (ref StringSink s) => movie.Name(ref s));
            json.WriteStartObject("info");
            json.WriteString("name", name);
            json.WriteString("o_name", Take(sink, (ref StringSink s) => movie.Title(ref s)));
            json.WriteString("movie_image", movie.HasPoster ? Take(sink, (ref StringSink s) => movie.Poster(ref s)) : string.Empty);
            json.WriteString("plot", Take(sink, (ref StringSink s) => movie.Plot(ref s)));
            json.WriteString("cast", Take(sink, (ref StringSink s) => movie.Cast(ref s)));
            json.WriteString("director", movie.HasDirector ? Take(sink, (ref StringSink s) => movie.Director(ref s)) : string.Empty);
            json.WriteString("genre", Take(sink, (ref StringSink s) => movie.Genre(ref s)));
            json.WriteString("releasedate", movie.ReleaseDay >= 0 ? Take(sink, (ref StringSink s) => movie.ReleaseDate(ref s)) : string.Empty);
            json.WriteNumber("tmdb_id", movie.Tmdb);
            json.WriteNumber("duration_secs", movie.Minutes * 60);
            json.WriteString("duration", Duration(movie.Minutes));
            json.WriteNumber("rating", Math.Max(movie.RatingTenths, 0) / 10m);
            json.WriteEndObject();

            json.WriteStartObject("movie_data");
            json.WriteNumber("stream_id", item.Id);
            json.WriteString("name", name);
            json.WriteString("added", movie.Added >= 0 ? Text(movie.Added) : string.Empty);
            json.WriteString("container_extension", movie.HasContainer ? movie.Container.Text : string.Empty);
            WriteCategories(json, catalog.Movies.CategoriesOf(item));
            json.WriteString("direct_source", string.Empty);
            json.WriteEndObject();
        });
    }

    private static void WriteSeasons(Utf8JsonWriter json, in SeriesValues series)
    {
        json.WriteStartArray("seasons");
        for (int season = 1; season <= series.Seasons; season++)
        {
            json.WriteStartObject();
            json.WriteNull("air_date");
            json.WriteNumber("episode_count", series.EpisodesASeason);
            json.WriteNumber("id", (series.Item.Id * 10L) + season);
            json.WriteString("name", $"Season {season}");
            json.WriteString("overview", string.Empty);
            json.WriteNumber("season_number", season);
            json.WriteString("cover", string.Empty);
            json.WriteString("cover_big", string.Empty);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteEpisodes(Utf8JsonWriter json, in SeriesValues series)
    {
        json.WriteStartObject("episodes");
        for (int season = 1; season <= series.Seasons; season++)
        {
            json.WriteStartArray(Text(season));
            for (int number = 1; number <= series.EpisodesASeason; number++)
            {
                long id = FirstEpisodeId + ((long)series.Item.Id * EpisodesPerSeries) + ((season - 1) * series.EpisodesASeason) + number;
                int minutes = series.Minutes > 0 ? series.Minutes : 42;
                json.WriteStartObject();
                json.WriteString("id", Text(id));
                json.WriteNumber("episode_num", number);
                json.WriteString("title", string.Create(CultureInfo.InvariantCulture, $"S{season:00}E{number:00}"));
                json.WriteString("container_extension", "mkv");
                json.WriteStartObject("info");
                json.WriteNumber("duration_secs", minutes * 60);
                json.WriteString("duration", Duration(minutes));
                json.WriteNumber("bitrate", 2_500);
                json.WriteEndObject();
                json.WriteString("custom_sid", string.Empty);
                json.WriteString("added", Text(Math.Max(series.LastModified, 0)));
                json.WriteNumber("season", season);
                json.WriteString("direct_source", string.Empty);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteCategories(Utf8JsonWriter json, ItemCategories categories)
    {
        if (categories.Count == 0)
        {
            json.WriteNull("category_id");
        }
        else
        {
            json.WriteString("category_id", Text(categories[0]));
        }

        json.WriteStartArray("category_ids");
        for (int i = 0; i < categories.Count; i++)
        {
            json.WriteNumberValue(categories[i]);
        }

        json.WriteEndArray();
    }

    private static Item? Find(FakeList list, string? id) =>
        int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? list.Find(number) : null;

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Duration(int minutes) => string.Create(CultureInfo.InvariantCulture, $"{minutes / 60:00}:{minutes % 60:00}:00");

    private static string Take(StringSink sink, Composer compose)
    {
        compose(ref sink);
        return sink.Take();
    }

    private static Answer Write(Action<Utf8JsonWriter> write)
    {
        using MemoryStream bytes = new();
        using (Utf8JsonWriter json = new(bytes))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return Answer.Json(bytes.ToArray());
    }

    private delegate void Composer(ref StringSink sink);
}
