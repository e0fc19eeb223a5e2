using System.Text.Json;
using DataflowSync.Xtream.Replies;
using DataflowSync.Xtream.Values;

namespace DataflowSync.Xtream.Formats;

/// <summary>Categories of any kind: <c>{category_id, category_name, parent_id}</c>. Their ids are opaque text.</summary>
internal sealed class CategoryFormat(ReplyReader replies)
    : XtreamFormat("category_id", ["id", "name", "parentId"], groupField: null, volatileProperties: [], Rules, replies)
{
    private static readonly FieldRule[] Rules =
    [
        new("category_name", "name", Setters.Text),
        new("parent_id", "parentId", Setters.CategoryId),
    ];

    /// <inheritdoc/>
    protected override RejectReason? ReadId(ref Utf8JsonReader value, ref TextBuffer buffer, ItemBuilder? item, out long key)
    {
        key = 0;
        item?.Clear(0);
        var id = CategoryIdValues.Read(ref value, ref buffer);
        if (id.IsEmpty)
        {
            return value.TokenType is JsonTokenType.Null or JsonTokenType.String ? RejectReason.MissingId : RejectReason.InvalidId;
        }

        item?.SetString(0, id);
        key = Ledger.KeyOf(id);
        return null;
    }
}
