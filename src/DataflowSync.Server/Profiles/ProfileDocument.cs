namespace DataflowSync.Server.Profiles;

/// <summary>The file of the profiles.</summary>
internal sealed record ProfileDocument
{
    public const int Version = 1;

    public required int FormatVersion { get; init; }

    public required IReadOnlyList<StoredProfile> Profiles { get; init; }
}
