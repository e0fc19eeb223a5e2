using DataflowSync.Xtream.Values;

namespace DataflowSync.Xtream;

/// <summary>One season of a series.</summary>
public sealed record Season
{
    /// <summary>Its number; 0 for specials, and for episodes whose season is not told.</summary>
    public required int Number { get; init; }

    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>What it is about.</summary>
    public string? Overview { get; init; }

    /// <summary>When it was first shown, as the provider writes it.</summary>
    public string? AirDate { get; init; }

    /// <summary>How many episodes it is said to have, whatever is listed.</summary>
    public int? EpisodeCount { get; init; }

    /// <summary>Address of its cover.</summary>
    public string? Cover { get; init; }

    /// <summary>The episodes that are listed, in the provider's order.</summary>
    public IReadOnlyList<Episode> Episodes { get; init; } = [];

    internal static Season From(CatalogItem item) => new()
    {
        Number = item.GetInt32("number") ?? 0,
        Name = item.GetString("name"),
        Overview = item.GetString("overview"),
        AirDate = item.GetString("airDate"),
        EpisodeCount = item.GetInt32("episodeCount"),
        Cover = item.GetString("cover"),
    };
}
