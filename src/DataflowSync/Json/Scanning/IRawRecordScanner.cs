namespace DataflowSync.Json.Scanning;

/// <summary>Finds where a record ends, its key and its fingerprint, without parsing it. Stateful; one thread at a time.</summary>
internal interface IRawRecordScanner
{
    /// <summary>Looks at the record at the beginning of some bytes.</summary>
    /// <param name="bytes">They begin with an opening brace.</param>
    /// <param name="record">Receives what was found.</param>
    /// <returns>False at the first doubt, and where the record does not end in these bytes: then only a strict reader can tell.</returns>
    bool TryScan(ReadOnlySpan<byte> bytes, out RawRecord record);
}
