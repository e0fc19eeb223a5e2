using System.Runtime.InteropServices;
using System.Text.Json;

namespace DataflowSync.Xtream.Values;

/// <summary>
/// Reads the properties of objects by name. <see cref="JsonElement"/> throws where it meets a name with half a surrogate pair,
/// though another one is asked for; here such a name is repaired like any other text.
/// </summary>
internal static class JsonObjects
{
    /// <summary>Finds a property; the last one where its name is repeated.</summary>
    public static bool TryGet(JsonElement node, ReadOnlySpan<byte> name, out JsonElement value)
    {
        value = default;
        var isFound = false;
        foreach (var property in node.EnumerateObject())
        {
            if (Name(property).SequenceEqual(name))
            {
                value = property.Value;
                isFound = true;
            }
        }

        return isFound;
    }

    /// <summary>What is wrapped in an array of one element, and anything else as it is.</summary>
    public static JsonElement Unwrap(JsonElement node) => node.ValueKind == JsonValueKind.Array && node.GetArrayLength() == 1 ? node[0] : node;

    /// <summary>The name of a property, escapes undone; one with U+0000 as sent, for without it, it would be another.</summary>
    public static ReadOnlySpan<byte> Name(JsonProperty property)
    {
        var raw = JsonMarshal.GetRawUtf8PropertyName(property);
        if (!raw.Contains((byte)'\\') || raw.IndexOf("\\u0000"u8) >= 0)
        {
            return raw;
        }

        var text = new byte[raw.Length];
        var isRepaired = false; // Nothing but a known name is of interest.
        return text.AsSpan(0, JsonUnescaper.Unescape(raw, text, ref isRepaired));
    }
}
