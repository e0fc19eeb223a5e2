using System.Text.Json;
using DataflowSync.Xtream.Replies;
using DataflowSync.Xtream.Values;

namespace DataflowSync.Xtream.Formats;

/// <summary>Maps a record by a table of rules: properties in any order, a repeated one replaces the one before it.</summary>
internal abstract class XtreamFormat : JsonRecordFormat
{
    /// <summary>Raise it whenever a rule, a setter or the list of volatile properties changes.</summary>
    private const int CurrentItemVersion = 2;

    private const string BrokenUnicode = "encoding: broken Unicode was replaced in records";
    private const string MissingName = "missing-name: records have no name";

    private readonly FieldRule[] _rules;
    private readonly int[] _fields;
    private readonly int _nameField;
    private readonly byte[] _keyProperty;
    private readonly ReplyReader _replies;

    protected XtreamFormat(
        string keyProperty,
        IReadOnlyList<string> fields,
        string? groupField,
        IReadOnlyList<string> volatileProperties,
        FieldRule[] rules,
        ReplyReader replies)
        : base(CurrentItemVersion, keyProperty, fields, groupField, volatileProperties)
    {
        _rules = rules;
        _fields = [.. rules.Select(rule => Fields.ToList().IndexOf(rule.Field))];
        _nameField = Fields.ToList().IndexOf("name");
        _keyProperty = System.Text.Encoding.UTF8.GetBytes(keyProperty);
        _replies = replies;
    }

    /// <inheritdoc/>
    protected sealed override RejectReason? MapObject(ref Utf8JsonReader reader, ItemBuilder item)
    {
        var buffer = default(TextBuffer);
        try
        {
            return MapProperties(ref reader, ref buffer, item);
        }
        finally
        {
            buffer.Dispose();
        }
    }

    /// <inheritdoc/>
    protected sealed override long? ReadKey(ref Utf8JsonReader value)
    {
        if (value.TokenType is not (JsonTokenType.String or JsonTokenType.Number) || value.HasValueSequence || value.ValueIsEscaped)
        {
            return null;
        }

        var buffer = default(TextBuffer);
        return ReadId(ref value, ref buffer, item: null, out var key) is null ? key : null;
    }

    /// <inheritdoc/>
    protected sealed override SyncError DescribeObject(ReadOnlySpan<byte> utf8) => _replies.DescribeObject(utf8);

    /// <inheritdoc/>
    protected sealed override SyncError DescribeText(ReadOnlySpan<byte> text) => ReplyReader.DescribeText(text);

    /// <summary>Reads the record's id.</summary>
    /// <param name="value">Stands on the value of the key property.</param>
    /// <param name="buffer">For its text.</param>
    /// <param name="item">Receives the id as its first field, where it is one; null to know the key alone.</param>
    /// <param name="key">Receives the key.</param>
    /// <returns>Null, or why it is no id.</returns>
    protected abstract RejectReason? ReadId(ref Utf8JsonReader value, ref TextBuffer buffer, ItemBuilder? item, out long key);

    private RejectReason? MapProperties(ref Utf8JsonReader reader, ref TextBuffer buffer, ItemBuilder item)
    {
        RejectReason? reject = RejectReason.MissingId;
        Span<byte> setBy = stackalloc byte[Fields.Count];
        setBy.Fill(byte.MaxValue);
        Utf8JsonReader category = default, categories = default;
        var hasGroups = GroupField is not null;
        var isNamed = false;
        var next = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = buffer.ReadName(ref reader);
            var isKey = name.SequenceEqual(_keyProperty);
            var isCategory = !isKey && hasGroups && name.SequenceEqual("category_id"u8);
            var isCategories = !isKey && !isCategory && hasGroups && name.SequenceEqual("category_ids"u8);
            var rule = isKey || isCategory || isCategories ? -1 : FindRule(name, ref next);
            reader.Read();
            if (isKey)
            {
                reject = ReadId(ref reader, ref buffer, item, out var key);
                item.Key = key;
            }
            else if (isCategory)
            {
                category = reader;
            }
            else if (isCategories)
            {
                categories = reader;
            }
            else if (rule >= 0)
            {
                // An empty name is the provider's choice, a null one what becomes of a name in a wrong encoding.
                isNamed |= _fields[rule] == _nameField && reader.TokenType != JsonTokenType.Null;
                Apply(rule, reader, ref buffer, item, setBy);
            }

            reader.Skip();
        }

        // Only now, for the order of categories must not depend on the order of properties.
        CategoryIdValues.AddOne(ref category, ref buffer, item);
        CategoryIdValues.AddAll(ref categories, ref buffer, item);
        if (!isNamed)
        {
            item.Warn(MissingName);
        }

        if (buffer.IsRepaired)
        {
            item.Warn(BrokenUnicode);
        }

        return reject;
    }

    private void Apply(int rule, Utf8JsonReader value, ref TextBuffer buffer, ItemBuilder item, scoped Span<byte> setBy)
    {
        var field = _fields[rule];
        if (setBy[field] < rule)
        {
            return;
        }

        if (!(_rules[rule].IsAddress && HoldsCredentials(value, ref buffer)) && _rules[rule].Set(ref value, ref buffer, item, field))
        {
            setBy[field] = (byte)rule;
        }
        else if (setBy[field] == rule)
        {
            item.Clear(field);
            setBy[field] = byte.MaxValue;
        }
    }

    private bool HoldsCredentials(Utf8JsonReader value, ref TextBuffer buffer)
    {
        var text = buffer.Read(ref value);
        return _replies.HoldsCredentials(text)
            || ((text.IsEmpty || text[0] == '[')
                && ListValues.Read(ref value, ref buffer).Any(address => _replies.HoldsCredentials(System.Text.Encoding.UTF8.GetBytes(address))));
    }

    /// <summary>Finds the rule of a property; providers send properties in one order, so the rule after the last one is tried first.</summary>
    private int FindRule(ReadOnlySpan<byte> property, ref int next)
    {
        for (var i = 0; i < _rules.Length; i++)
        {
            var rule = next + i < _rules.Length ? next + i : next + i - _rules.Length;
            if (property.SequenceEqual(_rules[rule].Property))
            {
                next = rule + 1;
                return rule;
            }
        }

        return -1;
    }
}
