using System.Text.Json.Serialization;

namespace DataflowSync.LiteDb.Pointer;

/// <summary>What is published of a profile: the current generation of every dataset. Immutable.</summary>
internal sealed record CatalogPointer
{
    [JsonPropertyOrder(-1)]
    public int FormatVersion { get; init; } = ChecksummedJson.FormatVersion;

    /// <summary>Number of publications; the next one's number is in the names of its files.</summary>
    public long Version { get; init; }

    public IReadOnlyDictionary<string, DatasetPointer> Datasets { get; init; } = new Dictionary<string, DatasetPointer>();

    /// <summary>As read: what tells two pointers apart, even those of a profile that was forgotten and made anew.</summary>
    [JsonPropertyOrder(1)]
    public string Checksum { get; init; } = ChecksummedJson.Blank;

    public CatalogPointer With(string dataset, DatasetPointer generation) => this with
    {
        Version = Version + 1,
        Datasets = new Dictionary<string, DatasetPointer>(Datasets) { [dataset] = generation },
    };

    public HashSet<string> FileNames() => [.. Datasets.Values.SelectMany(dataset => dataset.Files()).Select(file => file.Name)];
}
