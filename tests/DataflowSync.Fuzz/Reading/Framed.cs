namespace DataflowSync.Fuzz.Reading;

/// <summary>A frame that outlives the buffer it was found in.</summary>
internal sealed record Framed(byte[] Bytes, long? Key, ulong Fingerprint, RejectReason? Reject)
{
    public static Framed Copy(in RecordFrame frame) => new(frame.Bytes.ToArray(), frame.Key, frame.Fingerprint, frame.Reject);

    public bool Equals(Framed? other) => other is not null && Bytes.AsSpan().SequenceEqual(other.Bytes)
        && (Key, Fingerprint, Reject) == (other.Key, other.Fingerprint, other.Reject);

    public override int GetHashCode() => HashCode.Combine(Key, Fingerprint, Reject);
}
