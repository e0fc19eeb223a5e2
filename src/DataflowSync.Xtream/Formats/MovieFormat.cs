using DataflowSync.Xtream.Replies;

namespace DataflowSync.Xtream.Formats;

/// <summary>Movies, as <c>get_vod_streams</c> lists them.</summary>
internal sealed class MovieFormat(ReplyReader replies) : StreamFormat("stream_id", FieldNames, Rules, replies)
{
    private static readonly string[] FieldNames =
    [
        "id", "name", "title", "year", "categoryIds", "icon", "rating", "added", "containerExtension", "plot", "cast", "director",
        "genre", "releaseDate", "youtubeTrailer", "runTime", "tmdbId", "adult",
    ];

    private static readonly FieldRule[] Rules =
    [
        new("name", "name", Setters.Text),
        new("title", "title", Setters.Text),
        new("year", "year", Setters.Year),
        new("stream_icon", "icon", Setters.Text, isAddress: true),
        new("rating", "rating", Setters.Rating),
        new("added", "added", Setters.Seconds),
        new("is_adult", "adult", Setters.Flag),
        new("container_extension", "containerExtension", Setters.Extension),
        new("plot", "plot", Setters.Text),
        new("cast", "cast", Setters.People),
        new("director", "director", Setters.People),
        new("genre", "genre", Setters.People),
        new("releaseDate", "releaseDate", Setters.Date),
        new("release_date", "releaseDate", Setters.Date),
        new("releasedate", "releaseDate", Setters.Date),
        new("youtube_trailer", "youtubeTrailer", Setters.Text),
        new("episode_run_time", "runTime", Setters.Text),
        new("tmdb", "tmdbId", Setters.ForeignId),
        new("tmdb_id", "tmdbId", Setters.ForeignId),
    ];
}
