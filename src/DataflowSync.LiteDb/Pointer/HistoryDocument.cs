using System.Text.Json.Serialization;

namespace DataflowSync.LiteDb.Pointer;

/// <summary>The history file.</summary>
internal sealed record HistoryDocument
{
    [JsonPropertyOrder(-1)]
    public int FormatVersion { get; init; } = ChecksummedJson.FormatVersion;

    public required ProfileStatus History { get; init; }

    /// <summary>Published files that need not be read whole again while nobody writes to them.</summary>
    public IReadOnlyList<FileStamp> Whole { get; init; } = [];

    [JsonPropertyOrder(1)]
    public string Checksum { get; init; } = ChecksummedJson.Blank;
}
