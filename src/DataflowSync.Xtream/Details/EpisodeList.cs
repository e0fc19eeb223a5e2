using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using DataflowSync.Xtream.Values;

namespace DataflowSync.Xtream.Details;

/// <summary>
/// Collects episodes whatever way they are nested: seasons as keys or as indices, episodes in arrays or keyed by their id, or
/// one flat array.
/// </summary>
internal sealed class EpisodeList(EpisodeFormat format)
{
    private const int MaxDepth = 3;

    private readonly ItemBuilder _item = new(format);

    public List<Episode> Episodes { get; } = [];

    /// <summary>Elements that are no episodes, or have no id.</summary>
    public int Skipped { get; private set; }

    /// <summary>Adds what is under the <c>episodes</c> property.</summary>
    public void AddAll(JsonElement episodes) => Add(episodes, season: null, depth: 0);

    private void Add(JsonElement node, int? season, int depth)
    {
        if (node.ValueKind == JsonValueKind.Array && depth < MaxDepth)
        {
            var index = 0;
            foreach (var child in node.EnumerateArray())
            {
                Add(child, season ?? (child.ValueKind == JsonValueKind.Array ? index : null), depth + 1);
                index++;
            }
        }
        else if (node.ValueKind == JsonValueKind.Object && depth > 0 && IsEpisode(node))
        {
            AddEpisode(node, season);
        }
        else if (node.ValueKind == JsonValueKind.Object && depth < MaxDepth)
        {
            foreach (var child in node.EnumerateObject())
            {
                Add(child.Value, season ?? ReadSeason(child), depth + 1);
            }
        }
        else if (depth > 0)
        {
            Skipped++;
        }
    }

    private void AddEpisode(JsonElement episode, int? season)
    {
        _item.Reset();
        if (JsonObjects.TryGet(episode, "info"u8, out var info) && info.ValueKind == JsonValueKind.Object)
        {
            // Before the episode: what the episode says itself replaces it.
            format.Map(JsonMarshal.GetRawUtf8Value(info), _item);
            _item.Clear(0);
        }

        if (format.Map(JsonMarshal.GetRawUtf8Value(episode), _item) is not null)
        {
            Skipped++;
            return;
        }

        Episodes.Add(Episode.From(_item.ToItem(), season));
    }

    private static bool IsEpisode(JsonElement node)
    {
        foreach (var property in node.EnumerateObject())
        {
            var name = JsonObjects.Name(property);
            if (name.SequenceEqual("id"u8) || name.SequenceEqual("episode_num"u8) || name.SequenceEqual("title"u8)
                || name.SequenceEqual("container_extension"u8))
            {
                return true;
            }
        }

        return false;
    }

    private static int? ReadSeason(JsonProperty property) =>
        int.TryParse(JsonObjects.Name(property), NumberStyles.None, CultureInfo.InvariantCulture, out var season) ? season : null;
}
