namespace DataflowSync.Json.Scanning;

/// <summary>A record as its bytes look, without parsing them.</summary>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Key">Its key.</param>
/// <param name="Fingerprint">Its fingerprint, as <see cref="RecordScanner"/> makes it.</param>
internal readonly record struct RawRecord(int Length, long Key, ulong Fingerprint);
