using System.Text.Json;
using DataflowSync.Xtream.Values;

namespace DataflowSync.Xtream.Formats;

/// <summary>Reads the id of a stream, a series or an episode: a positive 64-bit integer in any spelling that is exactly one.</summary>
internal static class StreamId
{
    /// <inheritdoc cref="XtreamFormat.ReadId"/>
    public static RejectReason? Read(ref Utf8JsonReader value, ref TextBuffer buffer, ItemBuilder? item, out long key)
    {
        key = 0;
        item?.Clear(0);
        var text = buffer.ReadTrimmed(ref value);
        if (text.IsEmpty && value.TokenType is (JsonTokenType.Null or JsonTokenType.String))
        {
            return RejectReason.MissingId;
        }

        if (!ExactInteger.TryParse(text, out var id) || id <= 0)
        {
            return RejectReason.InvalidId;
        }

        item?.SetInt64(0, id);
        key = Ledger.KeyOf(id);
        return null;
    }
}
