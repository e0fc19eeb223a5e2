using System.Text.Json;
using DataflowSync.Xtream.Replies;
using DataflowSync.Xtream.Values;

namespace DataflowSync.Xtream.Formats;

/// <summary>A format whose ids are positive 64-bit integers and whose items are in categories.</summary>
internal abstract class StreamFormat(string keyProperty, IReadOnlyList<string> fields, FieldRule[] rules, ReplyReader replies)
    : XtreamFormat(keyProperty, fields, "categoryIds", VolatileProperties, rules, replies)
{
    /// <summary><c>num</c> counts the rows of one answer; the others are links with tokens. None of them says anything of the item.</summary>
    private static readonly string[] VolatileProperties = ["num", "direct_source", "thumbnail"];

    /// <inheritdoc/>
    protected sealed override RejectReason? ReadId(ref Utf8JsonReader value, ref TextBuffer buffer, ItemBuilder? item, out long key) =>
        StreamId.Read(ref value, ref buffer, item, out key);
}
