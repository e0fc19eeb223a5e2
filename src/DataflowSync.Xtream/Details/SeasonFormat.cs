using System.Text.Json;
using DataflowSync.Xtream.Formats;
using DataflowSync.Xtream.Replies;
using DataflowSync.Xtream.Values;

namespace DataflowSync.Xtream.Details;

/// <summary>A season. Its id is its number, which may be 0: specials.</summary>
internal sealed class SeasonFormat(ReplyReader replies)
    : XtreamFormat("season_number", FieldNames, groupField: null, volatileProperties: [], Rules, replies)
{
    private static readonly string[] FieldNames = ["number", "name", "overview", "airDate", "episodeCount", "cover"];

    private static readonly FieldRule[] Rules =
    [
        new("name", "name", Setters.Text),
        new("overview", "overview", Setters.Text),
        new("air_date", "airDate", Setters.Date),
        new("episode_count", "episodeCount", Setters.Number),
        new("cover", "cover", Setters.Text),
        new("cover_big", "cover", Setters.Text),
    ];

    /// <inheritdoc/>
    protected override RejectReason? ReadId(ref Utf8JsonReader value, ref TextBuffer buffer, ItemBuilder? item, out long key)
    {
        key = 0;
        if (!NumberValues.TryReadInteger(ref value, ref buffer, out var number) || number is < 0 or > int.MaxValue)
        {
            return RejectReason.InvalidId;
        }

        item?.SetInt64(0, number);
        key = number + 1;
        return null;
    }
}
