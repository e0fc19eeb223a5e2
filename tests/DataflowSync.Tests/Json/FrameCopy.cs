namespace DataflowSync.Tests.Json;

/// <summary>A frame that outlives its buffer.</summary>
internal sealed record FrameCopy(string Text, long? Key, ulong Fingerprint, RejectReason? Reject)
{
    /// <summary>Its key, or why it has none.</summary>
    public string Fate => Reject?.ToString() ?? $"{Key}";
}
