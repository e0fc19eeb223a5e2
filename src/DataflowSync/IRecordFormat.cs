namespace DataflowSync;

/// <summary>How the records of one step are found in bytes and become items. Immutable and thread-safe.</summary>
public interface IRecordFormat
{
    /// <summary>
    /// Version of the mapping: raise it whenever <see cref="Map"/> or the fingerprint's cut-outs change, so that one run
    /// maps every record again.
    /// </summary>
    int ItemVersion { get; }

    /// <summary>Names of an item's fields, at most 255, in the order items show them. The first one is the item's id.</summary>
    IReadOnlyList<string> Fields { get; }

    /// <summary>Index in <see cref="Fields"/> of the list that holds an item's groups (categories); null where items have none.</summary>
    int? GroupField { get; }

    /// <summary>Makes the reader that finds the records of one body.</summary>
    /// <param name="maxRecordBytes">A larger record is framed as a reject.</param>
    /// <param name="maxRecordDepth">A record nested deeper is framed as a reject, where records are nested.</param>
    /// <param name="isKnown">
    /// Tells whether a record of this key and fingerprint was parsed in an earlier run: the framer may then frame it without
    /// parsing it again. Null where every record is to be parsed.
    /// </param>
    IRecordFramer CreateFramer(int maxRecordBytes, int maxRecordDepth, Func<long, ulong, bool>? isKnown = null);

    /// <summary>Maps one record to an item.</summary>
    /// <param name="record">The record's bytes, as framed.</param>
    /// <param name="item">Receives the key, the groups and the fields; it was reset.</param>
    /// <returns>Null, or why the record cannot become an item.</returns>
    RejectReason? Map(ReadOnlySpan<byte> record, ItemBuilder item);
}
