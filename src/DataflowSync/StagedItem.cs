using DataflowSync.Change;

namespace DataflowSync;

/// <summary>An item on its way into the store: its row and its content, still encoded.</summary>
public readonly struct StagedItem
{
    private readonly IRecordFormat _format;
    private readonly ReadOnlyMemory<byte> _encoded;

    internal StagedItem(IRecordFormat format, int row, ReadOnlyMemory<byte> encoded)
    {
        _format = format;
        _encoded = encoded;
        Row = row;
    }

    /// <summary>The item's row: its number by arrival, under which the store keeps the document.</summary>
    public int Row { get; }

    /// <summary>Size of the encoded content in bytes, an estimate of the document's.</summary>
    public int Size => _encoded.Length;

    internal ReadOnlyMemory<byte> Encoded => _encoded;

    /// <summary>The groups of the item, without decoding the rest.</summary>
    public IReadOnlyList<string> ReadGroups()
    {
        var encoded = _encoded.Span;
        if (encoded.IsEmpty)
        {
            return [];
        }

        var (field, kind, length) = ItemEncoding.ReadHeader(ref encoded);
        return field == _format.GroupField ? (IReadOnlyList<string>)ItemEncoding.ReadValue(kind, encoded[..length]) : [];
    }

    /// <summary>Decodes the item, its fields in the order of the format.</summary>
    public CatalogItem ToItem()
    {
        var fields = new List<KeyValuePair<string, object>>(_format.Fields.Count);
        KeyValuePair<string, object>? groups = null;
        var encoded = _encoded.Span;
        while (!encoded.IsEmpty)
        {
            var (field, kind, length) = ItemEncoding.ReadHeader(ref encoded);
            var value = KeyValuePair.Create(_format.Fields[field], ItemEncoding.ReadValue(kind, encoded[..length]));
            encoded = encoded[length..];
            if (field == _format.GroupField)
            {
                groups = value;
                continue;
            }

            if (groups is { } pending && field > _format.GroupField)
            {
                fields.Add(pending);
                groups = null;
            }

            fields.Add(value);
        }

        if (groups is { } last)
        {
            fields.Add(last);
        }

        return new CatalogItem(fields);
    }
}
