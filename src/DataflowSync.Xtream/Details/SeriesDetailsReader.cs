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
        root = JsonObjects.Unwrap(root);
        if (IsEmpty(root))
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
            Info = ReadInfo(seriesId, JsonObjects.Unwrap(info)) ?? ReadInfo(seriesId, root),
            Seasons = ReadSeasons(listed, episodes.Episodes),
            SkippedEpisodes = episodes.Skipped,
        };
    }

    private static bool IsEmpty(JsonElement root) => root.ValueKind switch
    {
        JsonValueKind.Array => root.GetArrayLength() == 0,
        JsonValueKind.Object => root.GetPropertyCount() == 0,
        _ => false,
    };

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
        foreach (var (season, place) in Children(listed))
        {
            if (ReadSeason(season, place) is { } read)
            {
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

    /// <summary>A season as its data, or as its number alone.</summary>
    private Season? ReadSeason(JsonElement season, int? place)
    {
        if (season.ValueKind is JsonValueKind.Number or JsonValueKind.String)
        {
            return SeasonNumber.Read(JsonMarshal.GetRawUtf8Value(season).Trim((byte)'"')) is { } alone ? new Season { Number = alone } : null;
        }

        if (season.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var item = new ItemBuilder(_season);
        if (_season.Map(JsonMarshal.GetRawUtf8Value(season), item) is not null)
        {
            var number = JsonObjects.TryGet(season, "season"u8, out var named)
                ? SeasonNumber.Read(JsonMarshal.GetRawUtf8Value(named).Trim((byte)'"'))
                : place;
            if (number is null)
            {
                return null;
            }

            item.SetInt64(0, number.Value);
        }

        return Season.From(item.ToItem());
    }

    /// <returns>The elements, and the number that each stands under, where it does.</returns>
    private static IEnumerable<(JsonElement Season, int? Place)> Children(JsonElement list) => list.ValueKind switch
    {
        JsonValueKind.Array => list.EnumerateArray().Select(season => (season, (int?)null)),
        JsonValueKind.Object => list.EnumerateObject().Select(season => (season.Value, SeasonNumber.Read(JsonObjects.Name(season)))),
        _ => [],
    };
}
