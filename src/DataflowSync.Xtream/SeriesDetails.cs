namespace DataflowSync.Xtream;

/// <summary>What a provider tells of one series beyond the list: its seasons and episodes.</summary>
public sealed record SeriesDetails
{
    /// <summary>Id of the series.</summary>
    public required long Id { get; init; }

    /// <summary>The series' own data; null where the provider knows none.</summary>
    public Series? Info { get; init; }

    /// <summary>Its seasons by number, those included that only episodes name.</summary>
    public IReadOnlyList<Season> Seasons { get; init; } = [];

    /// <summary>Elements of the episode list that were left out: they have no id, or are no episodes.</summary>
    public int SkippedEpisodes { get; init; }
}
