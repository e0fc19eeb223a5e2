using System.Globalization;

namespace DataflowSync.Testing.Records;

/// <summary>An element of <c>get_series</c>.</summary>
internal sealed class SeriesFormat(long seed, CategoryAssignment assignment) : RecordFormat
{
    public override ItemCategories CategoriesOf(Item item) => assignment.Of(item);

    public override void WriteRow(ref RecordWriter writer, in Row row)
    {
        SeriesValues series = new(seed, row.Item);
        writer.EscapeUnicode = series.EscapeUnicode;

        writer.Raw("{\"num\":"u8);
        writer.Number(row.Num);
        writer.Raw(",\"name\":\""u8);
        series.Name(ref writer);
        writer.Raw("\",\"title\":\""u8);
        series.Title(ref writer);
        writer.Raw("\",\"year\":\""u8);
        if (series.Year > 0)
        {
            writer.AddNumber(series.Year);
        }

        writer.Raw("\",\"stream_type\":\"series\",\"series_id\":"u8);
        writer.Number(row.Item.Id);
        writer.Raw(",\"cover\":\""u8);
        if (series.HasCover)
        {
            series.Cover(ref writer);
        }

        writer.Quote();
        WriteDetails(ref writer, in series);
        writer.Raw(",\"last_modified\":"u8);
        Stamps.Write(ref writer, series.LastModified);
        WriteRating(ref writer, series.Rating, series.HasNoTextAsNull);
        writer.Raw(",\"backdrop_path\":"u8);
        if (series.BackdropCount < 0)
        {
            writer.NoText(asNull: true);
        }
        else
        {
            Texts.WriteBackdrops(ref writer, series.BackdropDraw, series.BackdropCount, series.Item.Revision);
        }

        writer.Raw(",\"youtube_trailer\":"u8);
        if (writer.BeginText(series.TrailerBits != 0, series.HasNoTextAsNull))
        {
            writer.AddToken(series.TrailerBits);
            writer.Quote();
        }

        writer.Raw(",\"episode_run_time\":"u8);
        if (writer.BeginText(series.Minutes > 0, series.HasNoTextAsNull))
        {
            writer.AddNumber(series.Minutes);
            writer.Quote();
        }

        writer.Raw(","u8);
        row.WriteCategories(ref writer);
        writer.Raw(",\"tmdb\":"u8);
        MovieFormat.WriteTmdb(ref writer, series.Tmdb, series.TmdbAsText);
        writer.Raw("}"u8);
    }

    public override void WriteDocument(DocumentWriter writer, Item item)
    {
        SeriesValues series = new(seed, item);
        StringSink sink = writer.Sink;

        writer.Number("id", item.Id);
        series.Name(ref sink);
        writer.Text("name", sink.Take());
        writer.Categories(CategoriesOf(item));
        if (series.HasCover)
        {
            series.Cover(ref sink);
            writer.Text("cover", sink.Take());
        }

        series.Plot(ref sink);
        writer.Text("plot", sink.Take());
        series.Cast(ref sink);
        writer.Text("cast", sink.Take());
        if (series.HasDirector)
        {
            series.Director(ref sink);
            writer.Text("director", sink.Take());
        }

        series.Genre(ref sink);
        writer.Text("genre", sink.Take());
        if (series.ReleaseDay >= 0)
        {
            series.ReleaseDate(ref sink);
            writer.Text("releaseDate", sink.Take());
        }

        writer.PositiveNumber("lastModified", series.LastModified);
        if (series.Rating >= 0)
        {
            writer.Number("rating", series.Rating);
        }

        Draw backdrops = series.BackdropDraw;
        writer.Texts("backdrops", Enumerable.Range(0, Math.Max(series.BackdropCount, 0)).Select(_ =>
        {
            Texts.Picture(ref sink, Words.BackdropHost, backdrops.Branch(), item.Revision, Words.Jpg);
            return sink.Take();
        }));

        if (series.TrailerBits != 0)
        {
            sink.AddToken(series.TrailerBits);
            writer.Text("youtubeTrailer", sink.Take());
        }

        writer.Text("runTime", series.Minutes > 0 ? series.Minutes.ToString(CultureInfo.InvariantCulture) : null);
        writer.Text("tmdbId", series.Tmdb > 0 ? series.Tmdb.ToString(CultureInfo.InvariantCulture) : null);
    }

    private static void WriteDetails(ref RecordWriter writer, in SeriesValues series)
    {
        writer.Raw(",\"plot\":"u8);
        if (writer.BeginText(series.PlotSentences > 0, series.HasNoTextAsNull))
        {
            series.Plot(ref writer);
            writer.Quote();
        }

        writer.Raw(",\"cast\":"u8);
        if (writer.BeginText(series.CastCount > 0, series.HasNoTextAsNull))
        {
            series.Cast(ref writer);
            writer.Quote();
        }

        writer.Raw(",\"director\":"u8);
        if (writer.BeginText(series.HasDirector, series.HasNoTextAsNull))
        {
            series.Director(ref writer);
            writer.Quote();
        }

        writer.Raw(",\"genre\":"u8);
        if (writer.BeginText(series.GenreCount > 0, series.HasNoTextAsNull))
        {
            series.Genre(ref writer);
            writer.Quote();
        }

        // Both spellings, as newer panels send them.
        writer.Raw(",\"release_date\":"u8);
        WriteReleaseDate(ref writer, in series);
        writer.Raw(",\"releaseDate\":"u8);
        WriteReleaseDate(ref writer, in series);
    }

    private static void WriteReleaseDate(ref RecordWriter writer, in SeriesValues series)
    {
        if (writer.BeginText(series.ReleaseDay >= 0, series.HasNoTextAsNull))
        {
            series.ReleaseDate(ref writer);
            writer.Quote();
        }
    }

    /// <summary>Series have whole ratings, as strings.</summary>
    private static void WriteRating(ref RecordWriter writer, int rating, bool missingAsNull)
    {
        writer.Raw(",\"rating\":"u8);
        if (writer.BeginText(rating >= 0, missingAsNull))
        {
            writer.AddNumber(rating);
            writer.Quote();
        }

        writer.Raw(",\"rating_5based\":"u8);
        writer.Tenths(Math.Max(rating, 0) * 5);
    }
}
