using DataflowSync.Xtream.Replies;

namespace DataflowSync.Xtream.Formats;

/// <summary>Series, as <c>get_series</c> lists them.</summary>
internal sealed class SeriesFormat(ReplyReader replies) : StreamFormat("series_id", FieldNames, Rules, replies)
{
    private static readonly string[] FieldNames =
    [
        "id", "name", "categoryIds", "cover", "plot", "cast", "director", "genre", "releaseDate", "lastModified", "rating",
        "backdrops", "youtubeTrailer", "runTime", "tmdbId",
    ];

    private static readonly FieldRule[] Rules =
    [
        new("name", "name", Setters.Text),
        new("cover", "cover", Setters.Text, isAddress: true),
        new("plot", "plot", Setters.Text),
        new("cast", "cast", Setters.People),
        new("director", "director", Setters.People),
        new("genre", "genre", Setters.People),
        new("releaseDate", "releaseDate", Setters.Date),
        new("release_date", "releaseDate", Setters.Date),
        new("releasedate", "releaseDate", Setters.Date),
        new("last_modified", "lastModified", Setters.Seconds),
        new("rating", "rating", Setters.Rating),
        new("backdrop_path", "backdrops", Setters.List, isAddress: true),
        new("youtube_trailer", "youtubeTrailer", Setters.Text),
        new("episode_run_time", "runTime", Setters.Text),
        new("tmdb", "tmdbId", Setters.ForeignId),
        new("tmdb_id", "tmdbId", Setters.ForeignId),
    ];
}
