using System.Globalization;

namespace DataflowSync.Testing.Records;

/// <summary>An element of <c>get_vod_streams</c>.</summary>
internal sealed class MovieFormat(long seed, CategoryAssignment assignment) : RecordFormat
{
    public override ItemCategories CategoriesOf(Item item) => assignment.Of(item);

    public override void WriteRow(ref RecordWriter writer, in Row row)
    {
        MovieValues movie = new(seed, row.Item);
        writer.EscapeUnicode = movie.EscapeUnicode;

        writer.Raw("{\"num\":"u8);
        writer.Number(row.Num);
        writer.Raw(",\"name\":\""u8);
        movie.Name(ref writer);
        writer.Raw("\",\"title\":\""u8);
        movie.Title(ref writer);
        writer.Raw("\",\"year\":\""u8);
        if (movie.Year > 0)
        {
            writer.AddNumber(movie.Year);
        }

        writer.Raw("\",\"stream_type\":\"movie\",\"stream_id\":"u8);
        writer.Number(row.Item.Id);
        writer.Raw(",\"stream_icon\":\""u8);
        if (movie.HasPoster)
        {
            movie.Poster(ref writer);
        }

        writer.Raw("\",\"rating\":"u8);
        WriteRating(ref writer, in movie);
        writer.Raw(",\"added\":"u8);
        Stamps.Write(ref writer, movie.Added);
        WriteDetails(ref writer, in movie);
        writer.Raw(","u8);
        row.WriteCategories(ref writer);
        writer.Raw(",\"container_extension\":\""u8);
        if (movie.HasContainer)
        {
            writer.Add(movie.Container);
        }

        writer.Raw("\",\"custom_sid\":"u8);
        writer.NoText(movie.HasNoTextAsNull);
        writer.Raw(",\"direct_source\":"u8);
        Secrets.Write(ref writer, movie.Secret);
        writer.Raw(",\"tmdb\":"u8);
        WriteTmdb(ref writer, movie.Tmdb, movie.TmdbAsText);
        AdultFlag.Write(ref writer, movie.Adult);
        writer.Raw("}"u8);
    }

    public override void WriteDocument(DocumentWriter writer, Item item)
    {
        MovieValues movie = new(seed, item);
        StringSink sink = writer.Sink;

        writer.Number("id", item.Id);
        movie.Name(ref sink);
        writer.Text("name", sink.Take());
        movie.Title(ref sink);
        writer.Text("title", sink.Take());
        writer.Text("year", movie.Year > 0 ? movie.Year.ToString(CultureInfo.InvariantCulture) : null);
        writer.Categories(CategoriesOf(item));
        if (movie.HasPoster)
        {
            movie.Poster(ref sink);
            writer.Text("icon", sink.Take());
        }

        if (movie.RatingTenths >= 0)
        {
            writer.Tenths("rating", movie.RatingTenths);
        }

        writer.PositiveNumber("added", movie.Added);
        writer.Text("containerExtension", movie.HasContainer ? movie.Container.Text : null);
        movie.Plot(ref sink);
        writer.Text("plot", sink.Take());
        movie.Cast(ref sink);
        writer.Text("cast", sink.Take());
        if (movie.HasDirector)
        {
            movie.Director(ref sink);
            writer.Text("director", sink.Take());
        }

        movie.Genre(ref sink);
        writer.Text("genre", sink.Take());
        if (movie.ReleaseDay >= 0)
        {
            movie.ReleaseDate(ref sink);
            writer.Text("releaseDate", sink.Take());
        }

        if (movie.TrailerBits != 0)
        {
            sink.AddToken(movie.TrailerBits);
            writer.Text("youtubeTrailer", sink.Take());
        }

        writer.Text("runTime", movie.Minutes > 0 ? movie.Minutes.ToString(CultureInfo.InvariantCulture) : null);
        writer.Text("tmdbId", movie.Tmdb > 0 ? movie.Tmdb.ToString(CultureInfo.InvariantCulture) : null);
        AdultFlag.Write(writer, movie.Adult);
    }

    /// <summary>0 stands for "none", as a number, as a string, or as an empty string.</summary>
    internal static void WriteTmdb(ref RecordWriter writer, int tmdb, bool asText)
    {
        if (tmdb == 0 && asText)
        {
            writer.NoText(asNull: false);
        }
        else if (asText)
        {
            writer.QuotedNumber(tmdb);
        }
        else
        {
            writer.Number(tmdb);
        }
    }

    private static void WriteRating(ref RecordWriter writer, in MovieValues movie)
    {
        if (movie.RatingTenths < 0)
        {
            writer.NoText(movie.HasNoTextAsNull);
            writer.Raw(",\"rating_5based\":"u8);
            writer.Number(0);
        }
        else
        {
            writer.Tenths(movie.RatingTenths);
            writer.Raw(",\"rating_5based\":"u8);
            writer.Tenths((movie.RatingTenths + 1) / 2);
        }
    }

    private static void WriteDetails(ref RecordWriter writer, in MovieValues movie)
    {
        writer.Raw(",\"plot\":"u8);
        if (writer.BeginText(movie.PlotSentences > 0, movie.HasNoTextAsNull))
        {
            movie.Plot(ref writer);
            writer.Quote();
        }

        writer.Raw(",\"cast\":"u8);
        if (writer.BeginText(movie.CastCount > 0, movie.HasNoTextAsNull))
        {
            movie.Cast(ref writer);
            writer.Quote();
        }

        writer.Raw(",\"director\":"u8);
        if (writer.BeginText(movie.HasDirector, movie.HasNoTextAsNull))
        {
            movie.Director(ref writer);
            writer.Quote();
        }

        writer.Raw(",\"genre\":"u8);
        if (writer.BeginText(movie.GenreCount > 0, movie.HasNoTextAsNull))
        {
            movie.Genre(ref writer);
            writer.Quote();
        }

        writer.Raw(",\"release_date\":"u8);
        if (writer.BeginText(movie.ReleaseDay >= 0, movie.HasNoTextAsNull))
        {
            movie.ReleaseDate(ref writer);
            writer.Quote();
        }

        writer.Raw(",\"youtube_trailer\":"u8);
        if (writer.BeginText(movie.TrailerBits != 0, movie.HasNoTextAsNull))
        {
            writer.AddToken(movie.TrailerBits);
            writer.Quote();
        }

        writer.Raw(",\"episode_run_time\":"u8);
        if (movie.Minutes == 0)
        {
            writer.NoText(movie.HasNoTextAsNull);
        }
        else if (movie.MinutesAsNumber)
        {
            writer.Number(movie.Minutes);
        }
        else
        {
            writer.QuotedNumber(movie.Minutes);
        }

        writer.Raw(",\"backdrop_path\":"u8);
        Texts.WriteBackdrops(ref writer, movie.BackdropDraw, movie.BackdropCount, movie.Item.Revision);
    }
}
