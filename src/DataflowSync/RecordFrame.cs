namespace DataflowSync;

/// <summary>One record as it stands in the body. Valid until the framer is used again.</summary>
public readonly ref struct RecordFrame
{
    /// <summary>Makes the frame of a record that can become an item.</summary>
    /// <param name="bytes">Its bytes, from the first to the last.</param>
    /// <param name="key">Its key, where the framer could tell it; see <see cref="Ledger.KeyOf(long)"/>.</param>
    /// <param name="fingerprint">Hash of its bytes without the volatile ranges; 0 where there is none.</param>
    public RecordFrame(ReadOnlySpan<byte> bytes, long? key = null, ulong fingerprint = 0)
    {
        Bytes = bytes;
        Key = key;
        Fingerprint = fingerprint;
    }

    /// <summary>Makes the frame of an element that cannot become an item.</summary>
    /// <param name="reject">Why.</param>
    public RecordFrame(RejectReason reject) => Reject = reject;

    /// <summary>The record's bytes.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>The record's key; null where only mapping can tell.</summary>
    public long? Key { get; }

    /// <summary>Hash of the bytes without the volatile ranges: the level-1 fingerprint. 0 means there is none.</summary>
    public ulong Fingerprint { get; }

    /// <summary>Why the element cannot become an item; null where it may.</summary>
    public RejectReason? Reject { get; }
}
