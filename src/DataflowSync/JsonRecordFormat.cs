using System.Text;
using System.Text.Json;
using DataflowSync.Json;

namespace DataflowSync;

/// <summary>
/// A record format for a JSON list of objects: derive from it and map one object. The list is an array, or an object of numbered
/// records, as PHP makes of an array with gaps. Records are framed and fingerprinted by one strict pass of
/// <see cref="Utf8JsonReader"/>, but for those whose very bytes are known from an earlier run: these are recognised a vector of bytes
/// at a time, and nothing is allocated for them.
/// </summary>
public abstract class JsonRecordFormat : IRecordFormat
{
    // The framer has applied the run's own limit before.
    private static readonly JsonReaderOptions MappingOptions = new() { MaxDepth = SyncOptions.LargestRecordDepth };

    /// <summary>Makes the format.</summary>
    /// <param name="itemVersion">See <see cref="IRecordFormat.ItemVersion"/>.</param>
    /// <param name="keyProperty">Property of a record that holds its id.</param>
    /// <param name="fields">See <see cref="IRecordFormat.Fields"/>.</param>
    /// <param name="groupField">Name of the field in <paramref name="fields"/> that holds the groups; null for none.</param>
    /// <param name="volatileProperties">Properties whose values say nothing of the item: cut out of the level-1 fingerprint.</param>
    protected JsonRecordFormat(
        int itemVersion,
        string keyProperty,
        IReadOnlyList<string> fields,
        string? groupField,
        IReadOnlyList<string> volatileProperties)
    {
        ArgumentException.ThrowIfNullOrEmpty(keyProperty);
        ArgumentNullException.ThrowIfNull(fields);
        ArgumentNullException.ThrowIfNull(volatileProperties);
        ItemVersion = itemVersion;
        Fields = [.. fields];
        GroupField = groupField is null ? null : Fields.ToList().IndexOf(groupField);
        ArgumentOutOfRangeException.ThrowIfNegative(GroupField ?? 0, nameof(groupField));
        KeyProperty = Encoding.UTF8.GetBytes(keyProperty);
        VolatileProperties = [.. volatileProperties.Select(Encoding.UTF8.GetBytes)];
    }

    /// <inheritdoc/>
    public int ItemVersion { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Fields { get; }

    /// <inheritdoc/>
    public int? GroupField { get; }

    internal byte[] KeyProperty { get; }

    internal byte[][] VolatileProperties { get; }

    /// <inheritdoc/>
    public IRecordFramer CreateFramer(int maxRecordBytes, int maxRecordDepth, Func<long, ulong, bool>? isKnown = null) =>
        new JsonListFramer(this, maxRecordBytes, maxRecordDepth, isKnown);

    /// <inheritdoc/>
    public RejectReason? Map(ReadOnlySpan<byte> record, ItemBuilder item)
    {
        ArgumentNullException.ThrowIfNull(item);
        var reader = new Utf8JsonReader(record, MappingOptions);
        reader.Read();
        return MapObject(ref reader, item);
    }

    /// <summary>Maps one object.</summary>
    /// <param name="reader">Stands on the object's opening brace.</param>
    /// <param name="item">Receives key, groups and fields.</param>
    /// <returns>Null, or why the object cannot become an item.</returns>
    protected abstract RejectReason? MapObject(ref Utf8JsonReader reader, ItemBuilder item);

    /// <summary>
    /// Tells a record's key from the value of its key property without mapping it. It must agree with <see cref="MapObject"/>
    /// or say that it cannot tell.
    /// </summary>
    /// <param name="value">Stands on the value.</param>
    /// <returns>The key as <see cref="Ledger.KeyOf(long)"/> makes it; null to let mapping decide.</returns>
    protected internal virtual long? ReadKey(ref Utf8JsonReader value) => value.TokenType switch
    {
        JsonTokenType.Number when value.TryGetInt64(out var id) && id > 0 => Ledger.KeyOf(id),
        JsonTokenType.String when !value.ValueIsEscaped && !value.HasValueSequence && value.ValueSpan.Length > 0 => Ledger.KeyOf(value.ValueSpan),
        _ => null,
    };

    /// <summary>Says what an object means that came in place of the list.</summary>
    /// <param name="utf8">The object, whole or its beginning.</param>
    protected internal virtual SyncError DescribeObject(ReadOnlySpan<byte> utf8) =>
        new(SyncErrorCode.UnexpectedShape, "the provider sent an object where a list is expected");

    /// <summary>Says what a text means that came in place of the list and is no JSON.</summary>
    /// <param name="text">Its beginning, at most some KiB, without leading blanks; of any encoding.</param>
    protected internal virtual SyncError DescribeText(ReadOnlySpan<byte> text) =>
        new(SyncErrorCode.NotJson, "the provider's answer is not JSON; another User-Agent may help");
}
