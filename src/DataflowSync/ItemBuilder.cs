using System.Buffers;
using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using DataflowSync.Change;

namespace DataflowSync;

/// <summary>
/// Receives the parts of one item in any order and holds it in its canonical encoding: nothing is allocated for an item
/// that turns out to be unchanged. Setting a field again replaces it. Reused from record to record; not thread-safe.
/// </summary>
public sealed class ItemBuilder
{
    private readonly IRecordFormat _format;
    private readonly FieldSlot[] _slots;
    private readonly List<string> _warnings = [];
    private readonly List<(int Offset, int Length)> _groups = [];
    private readonly HashSet<ulong> _groupHashes = [];
    private readonly ulong _schemaHash;
    private readonly ArrayBufferWriter<byte> _values = new(1024);
    private readonly ArrayBufferWriter<byte> _encoded = new(1024);
    private int _scalarStart;
    private bool _isEncoded;

    /// <summary>Makes a builder for items of a format.</summary>
    /// <param name="format">Says which fields there are.</param>
    public ItemBuilder(IRecordFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(format.Fields.Count, byte.MaxValue, nameof(format));
        _format = format;
        _slots = new FieldSlot[format.Fields.Count];

        // The encoding holds places of fields: an item whose field got another name is another item.
        _schemaHash = XxHash3.HashToUInt64(Encoding.UTF8.GetBytes($"{format.GroupField}\n{string.Join('\n', format.Fields)}"));
    }

    /// <summary>The item's key in the ledger; 0 until set. See <see cref="Ledger.KeyOf(long)"/>.</summary>
    public long Key { get; set; }

    internal List<string> Warnings => _warnings;

    /// <summary>Forgets the item.</summary>
    public void Reset()
    {
        Key = 0;
        Array.Clear(_slots);
        ClearGroups();
        _warnings.Clear();
        _values.ResetWrittenCount();
        _isEncoded = false;
    }

    /// <summary>Notes what was tolerated in the record. It becomes a warning of the step, with the number of such records.</summary>
    /// <param name="warning">A constant text: <c>kind: what is the matter with such records</c>. Nothing of the record itself.</param>
    public void Warn(string warning)
    {
        ArgumentException.ThrowIfNullOrEmpty(warning);
        if (!_warnings.Contains(warning))
        {
            _warnings.Add(warning);
        }
    }

    /// <summary>Whether a field was set.</summary>
    public bool Has(int field) => _slots[field].Kind != FieldKind.None;

    /// <summary>Sets a text field from UTF-8 without quotes and escapes. An empty text clears the field.</summary>
    public void SetString(int field, ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
        {
            Clear(field);
            return;
        }

        Set(field, FieldKind.String, utf8);
    }

    /// <summary>Sets a text field. An empty text clears the field.</summary>
    public void SetString(int field, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        SetString(field, Encoding.UTF8.GetBytes(value));
    }

    /// <summary>Sets an integer field.</summary>
    public void SetInt64(int field, long value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        Set(field, FieldKind.Int64, bytes);
    }

    /// <summary>Sets a floating-point field.</summary>
    public void SetDouble(int field, double value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(double)];
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
        Set(field, FieldKind.Double, bytes);
    }

    /// <summary>Sets a yes-or-no field.</summary>
    public void SetBoolean(int field, bool value) => Set(field, FieldKind.Boolean, value ? [1] : [0]);

    /// <summary>Sets a list of texts. An empty list clears the field.</summary>
    public void SetList(int field, IReadOnlyList<string> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var start = _values.WrittenCount;
        foreach (var value in values)
        {
            ItemEncoding.WriteElement(_values, Encoding.UTF8.GetBytes(value));
        }

        SetSlot(field, FieldKind.List, start);
    }

    /// <summary>Adds the item to a group, given as UTF-8 text; blank ids and groups it is already in are ignored.</summary>
    /// <exception cref="InvalidOperationException">The format has no group field.</exception>
    public void AddGroup(ReadOnlySpan<byte> utf8)
    {
        if (_format.GroupField is null)
        {
            throw new InvalidOperationException("The format of this item has no groups.");
        }

        if (utf8.IsEmpty)
        {
            return;
        }

        if (!_groupHashes.Add(XxHash3.HashToUInt64(utf8)))
        {
            return;
        }

        _groups.Add((_values.WrittenCount, utf8.Length));
        _values.Write(utf8);
        _isEncoded = false;
    }

    /// <summary>Adds the item to a group; see the other overload.</summary>
    public void AddGroup(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        AddGroup(Encoding.UTF8.GetBytes(id));
    }

    /// <summary>Clears a field.</summary>
    public void Clear(int field)
    {
        _slots[field] = default;
        _isEncoded = false;
    }

    /// <summary>Takes over the fields and groups of an encoded item; the key stays.</summary>
    internal void Load(ReadOnlySpan<byte> encoded)
    {
        while (!encoded.IsEmpty)
        {
            var (field, kind, length) = ItemEncoding.ReadHeader(ref encoded);
            var value = encoded[..length];
            encoded = encoded[length..];
            if (field != _format.GroupField)
            {
                Set(field, kind, value);
                continue;
            }

            while (!value.IsEmpty)
            {
                AddGroup(ItemEncoding.ReadElement(ref value));
            }
        }
    }

    /// <summary>Takes the item out of all groups.</summary>
    internal void ClearGroups()
    {
        _groups.Clear();
        _groupHashes.Clear();
        _isEncoded = false;
    }

    /// <summary>The item as it stands now, its fields in the order of the format: what a store would be given.</summary>
    public CatalogItem ToItem() => new StagedItem(_format, row: 0, Encode().ToArray()).ToItem();

    /// <summary>The level-2 fingerprint: equal for equal items, whatever order their parts and groups came in. Never 0.</summary>
    internal ulong Fingerprint()
    {
        Encode();
        var groups = _schemaHash;
        foreach (var (offset, length) in _groups)
        {
            groups += XxHash3.HashToUInt64(_values.WrittenSpan.Slice(offset, length));
        }

        var fingerprint = XxHash3.HashToUInt64(_encoded.WrittenSpan[_scalarStart..], unchecked((long)groups));
        return fingerprint == 0 ? 1 : fingerprint;
    }

    /// <summary>Whether the item is in one of some groups.</summary>
    internal bool IsInAny(IReadOnlyCollection<byte[]> groups)
    {
        foreach (var (offset, length) in _groups)
        {
            var group = _values.WrittenSpan.Slice(offset, length);
            foreach (var wanted in groups)
            {
                if (group.SequenceEqual(wanted))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>The canonical encoding, valid until the builder is changed.</summary>
    internal ReadOnlySpan<byte> Encode()
    {
        if (!_isEncoded)
        {
            _encoded.ResetWrittenCount();
            WriteGroups();
            _scalarStart = _encoded.WrittenCount;
            for (var field = 0; field < _slots.Length; field++)
            {
                var slot = _slots[field];
                if (slot.Kind != FieldKind.None)
                {
                    ItemEncoding.WriteField(_encoded, field, slot.Kind, _values.WrittenSpan.Slice(slot.Offset, slot.Length));
                }
            }

            _isEncoded = true;
        }

        return _encoded.WrittenSpan;
    }

    private void WriteGroups()
    {
        if (_groups.Count == 0)
        {
            return;
        }

        var length = 0;
        foreach (var group in _groups)
        {
            length += ItemEncoding.ElementSize(group.Length);
        }

        ItemEncoding.WriteHeader(_encoded, _format.GroupField!.Value, FieldKind.List, length);
        foreach (var (offset, size) in _groups)
        {
            ItemEncoding.WriteElement(_encoded, _values.WrittenSpan.Slice(offset, size));
        }
    }

    private void Set(int field, FieldKind kind, ReadOnlySpan<byte> value)
    {
        var start = _values.WrittenCount;
        _values.Write(value);
        SetSlot(field, kind, start);
    }

    private void SetSlot(int field, FieldKind kind, int start)
    {
        if (field == _format.GroupField)
        {
            throw new InvalidOperationException("Groups are added one by one, with AddGroup.");
        }

        var length = _values.WrittenCount - start;
        _slots[field] = length == 0 ? default : new FieldSlot(kind, start, length);
        _isEncoded = false;
    }

    private readonly record struct FieldSlot(FieldKind Kind, int Offset, int Length);
}
