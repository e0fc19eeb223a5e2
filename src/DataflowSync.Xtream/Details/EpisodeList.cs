using System.Runtime.InteropServices;
using System.Text.Json;
using DataflowSync.Xtream.Values;

namespace DataflowSync.Xtream.Details;

/// <summary>
/// Collects episodes whatever way they are nested: seasons as keys or as indices, episodes in arrays or keyed by index or id, alone
/// in the place of their season, or all in one flat array or object.
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
                Add(child, season ?? (IsContainer(child) ? index : null), depth + 1);
                index++;
            }
        }
        else if (node.ValueKind == JsonValueKind.Object && depth < MaxDepth && (depth == 0 || IsContainer(node)))
        {
            foreach (var child in node.EnumerateObject())
            {
                Add(child.Value, season ?? (IsKeyedById(child) ? null : SeasonNumber.Read(JsonObjects.Name(child))), depth + 1);
            }
        }
        else if (node.ValueKind == JsonValueKind.Object && depth > 0)
        {
            AddEpisode(node, season);
        }
        else if (depth > 0)
        {
            Skipped++;
        }
    }

    private void AddEpisode(JsonElement episode, int? season)
    {
        _item.Reset();
        if (JsonObjects.TryGet(episode, "info"u8, out var info) && JsonObjects.Unwrap(info) is { ValueKind: JsonValueKind.Object } inner)
        {
            // Before the episode: what the episode says itself replaces it.
            format.Map(JsonMarshal.GetRawUtf8Value(inner), _item);
            _item.Clear(0);
        }

        if (format.Map(JsonMarshal.GetRawUtf8Value(episode), _item) is not null)
        {
            Skipped++;
            return;
        }

        Episodes.Add(Episode.From(_item.ToItem(), season));
    }

    /// <summary>An episode says something itself; what only holds arrays and objects is a season, or all of them.</summary>
    private static bool IsContainer(JsonElement node)
    {
        if (node.ValueKind != JsonValueKind.Object)
        {
            return node.ValueKind == JsonValueKind.Array;
        }

        var isEmpty = true;
        var holds = false;
        foreach (var property in node.EnumerateObject())
        {
            isEmpty = false;
            if (property.Value.ValueKind is JsonValueKind.Array or JsonValueKind.Object)
            {
                holds = true;
            }
            else if (property.Value.ValueKind != JsonValueKind.Null)
            {
                return false;
            }
        }

        return isEmpty || holds;
    }

    /// <summary>Whether an episode stands under its own id, which then is no season.</summary>
    private static bool IsKeyedById(JsonProperty property)
    {
        if (property.Value.ValueKind != JsonValueKind.Object || !JsonObjects.TryGet(property.Value, "id"u8, out var id))
        {
            return false;
        }

        var raw = JsonMarshal.GetRawUtf8Value(id);
        return (raw is [(byte)'"', .. var text, (byte)'"'] ? text : raw).SequenceEqual(JsonObjects.Name(property));
    }
}
