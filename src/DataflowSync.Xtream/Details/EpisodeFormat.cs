using System.Text.Json;
using DataflowSync.Xtream.Formats;
using DataflowSync.Xtream.Replies;
using DataflowSync.Xtream.Values;

namespace DataflowSync.Xtream.Details;

/// <summary>
/// An episode, and the <c>info</c> object inside it, which fills what the episode itself leaves open. Panels store there what they got from
/// The Movie Database, under its names or under their own.
/// </summary>
internal sealed class EpisodeFormat(ReplyReader replies)
    : XtreamFormat("id", FieldNames, groupField: null, volatileProperties: [], Rules, replies)
{
    private static readonly string[] FieldNames =
    [
        "id", "number", "season", "title", "containerExtension", "added", "plot", "durationSeconds", "rating", "releaseDate", "image",
        "tmdbId",
    ];

    private static readonly FieldRule[] Rules =
    [
        new("episode_num", "number", Setters.Number),
        new("episode_number", "number", Setters.Number),
        new("season", "season", Setters.Number),
        new("season_number", "season", Setters.Number),
        new("title", "title", Setters.Text),
        new("name", "title", Setters.Text),
        new("container_extension", "containerExtension", Setters.Extension),
        new("added", "added", Setters.Seconds),
        new("plot", "plot", Setters.Text),
        new("overview", "plot", Setters.Text),
        new("duration_secs", "durationSeconds", Setters.Number),
        new("rating", "rating", Setters.Rating),
        new("vote_average", "rating", Setters.Rating),
        new("releaseDate", "releaseDate", Setters.Date),
        new("release_date", "releaseDate", Setters.Date),
        new("releasedate", "releaseDate", Setters.Date),
        new("air_date", "releaseDate", Setters.Date),
        new("movie_image", "image", Setters.Text),
        new("cover_big", "image", Setters.Text),
        new("tmdb_id", "tmdbId", Setters.ForeignId),
    ];

    /// <inheritdoc/>
    protected override RejectReason? ReadId(ref Utf8JsonReader value, ref TextBuffer buffer, ItemBuilder? item, out long key) =>
        StreamId.Read(ref value, ref buffer, item, out key);
}
