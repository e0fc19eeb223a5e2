using DataflowSync.Xtream.Values;

namespace DataflowSync.Xtream;

/// <summary>One episode of a series.</summary>
public sealed record Episode
{
    /// <summary>Its id, under which it is streamed.</summary>
    public required long Id { get; init; }

    /// <summary>Its number in the season.</summary>
    public int? Number { get; init; }

    /// <summary>Number of its season; 0 for specials, and where it is not told.</summary>
    public int Season { get; init; }

    /// <summary>Its title, as sent.</summary>
    public string? Title { get; init; }

    /// <summary>Extension of its file, in lower case without a dot.</summary>
    public string? ContainerExtension { get; init; }

    /// <summary>When it was added, in Unix seconds.</summary>
    public long? Added { get; init; }

    /// <summary>What it is about.</summary>
    public string? Plot { get; init; }

    /// <summary>How long it is, in seconds.</summary>
    public int? DurationSeconds { get; init; }

    /// <summary>Its mark, as a rule out of 10.</summary>
    public double? Rating { get; init; }

    /// <summary>When it was first shown, as the provider writes it.</summary>
    public string? ReleaseDate { get; init; }

    /// <summary>Address of a picture.</summary>
    public string? Image { get; init; }

    /// <summary>Its id in The Movie Database.</summary>
    public string? TmdbId { get; init; }

    internal static Episode From(CatalogItem item, int? season) => new()
    {
        Id = item.GetInt64("id") ?? 0,
        Number = item.GetInt32("number"),
        Season = item.GetInt32("season") ?? season ?? 0,
        Title = item.GetString("title"),
        ContainerExtension = item.GetString("containerExtension"),
        Added = item.GetInt64("added"),
        Plot = item.GetString("plot"),
        DurationSeconds = item.GetInt32("durationSeconds"),
        Rating = item.GetDouble("rating"),
        ReleaseDate = item.GetString("releaseDate"),
        Image = item.GetString("image"),
        TmdbId = item.GetString("tmdbId"),
    };
}
