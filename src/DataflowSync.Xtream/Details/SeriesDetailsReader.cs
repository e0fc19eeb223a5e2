using System.Runtime.InteropServices;
using System.Text.Json;
using DataflowSync.Xtream.Formats;
using DataflowSync.Xtream.Replies;
using DataflowSync.Xtream.Values;

namespace DataflowSync.Xtream.Details;

/// <summary>Reads the answer of <c>get_series_info</c> in the shapes that panels and their imitations give it. Thread-safe.</summary>
internal sealed class SeriesDetailsReader(ReplyReader replies)
{
    private readonly SeriesFormat _series = new(replies);
    private readonly SeasonFormat _season = new(replies);
    private readonly EpisodeFormat _episode = new(replies);

    /// <exception cref="SourceException">The answer is of something else.</exception>
    public SeriesDetails Read(long seriesId, JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Array && root.GetArrayLength() == 0)
        {
            return new SeriesDetails { Id = seriesId };
        }

        var info = root;
        JsonElement list = default, listed = default;
        var hasInfo = root.ValueKind == JsonValueKind.Object && JsonObjects.TryGet(root, "info"u8, out info);
        var hasEpisodes = root.ValueKind == JsonValueKind.Object && JsonObjects.TryGet(root, "episodes"u8, out list);
        var hasSeasons = root.ValueKind == JsonValueKind.Object && JsonObjects.TryGet(root, "seasons"u8, out listed);
        if (!hasInfo && !hasEpisodes && !hasSeasons)
        {
            throw new SourceException(replies.Explain(JsonMarshal.GetRawUtf8Value(root))
                ?? new SyncError(SyncErrorCode.UnexpectedShape, "the provider's answer says nothing of the series"));
        }

        var episodes = new EpisodeList(_episode);
        if (hasEpisodes)
        {
            episodes.AddAll(list);
        }

        return new SeriesDetails
        {
            Id = seriesId,

            // Imitations put what belongs into info beside it.
            Info = ReadInfo(seriesId, hasInfo ? info : root),
            Seasons = ReadSeasons(listed, episodes.Episodes),
            SkippedEpisodes = episodes.Skipped,
        };
    }

    private Series? ReadInfo(long seriesId, JsonElement info)
    {
        if (info.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var item = new ItemBuilder(_series);
        _series.Map(JsonMarshal.GetRawUtf8Value(info), item);
        item.SetInt64(0, seriesId);
        var series = Series.From(item.ToItem());
        return series.Name is null && series.Cover is null && series.Plot is null ? null : series;
    }

    /// <summary>The seasons that are listed, and those that only episodes name, by number.</summary>
    private List<Season> ReadSeasons(JsonElement listed, List<Episode> episodes)
    {
        var seasons = new SortedDictionary<int, Season>();
        foreach (var season in Children(listed))
        {
            var item = new ItemBuilder(_season);
            if (season.ValueKind == JsonValueKind.Object && _season.Map(JsonMarshal.GetRawUtf8Value(season), item) is null)
            {
                var read = Season.From(item.ToItem());
                seasons[read.Number] = read;
            }
        }

        foreach (var ofSeason in episodes.GroupBy(episode => episode.Season))
        {
            var season = seasons.GetValueOrDefault(ofSeason.Key) ?? new Season { Number = ofSeason.Key };
            seasons[ofSeason.Key] = season with { Episodes = [.. ofSeason] };
        }

        return [.. seasons.Values];
    }

    private static IEnumerable<JsonElement> Children(JsonElement list) => list.ValueKind switch
    {
        JsonValueKind.Array => list.EnumerateArray(),
        JsonValueKind.Object => list.EnumerateObject().Select(property => property.Value),
        _ => [],
    };
}
