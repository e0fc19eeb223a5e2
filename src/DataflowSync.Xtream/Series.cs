namespace DataflowSync.Xtream;

/// <summary>A series, as the list tells of it.</summary>
public sealed record Series
{
    /// <summary>Its id. Unique among series.</summary>
    public required long Id { get; init; }

    /// <summary>Its name, as sent; null where the provider sends none.</summary>
    public string? Name { get; init; }

    /// <summary>Ids of its categories; they need not be listed.</summary>
    public IReadOnlyList<string> CategoryIds { get; init; } = [];

    /// <summary>Address of its cover.</summary>
    public string? Cover { get; init; }

    /// <summary>What it is about.</summary>
    public string? Plot { get; init; }

    /// <summary>Who plays in it, separated by commas.</summary>
    public string? Cast { get; init; }

    /// <summary>Who directed it, separated by commas.</summary>
    public string? Director { get; init; }

    /// <summary>Its genres, separated by commas.</summary>
    public string? Genre { get; init; }

    /// <summary>When it was first shown, as the provider writes it.</summary>
    public string? ReleaseDate { get; init; }

    /// <summary>When it or its newest episode changed, in Unix seconds: a hint, no proof.</summary>
    public long? LastModified { get; init; }

    /// <summary>Its mark, as a rule out of 10.</summary>
    public double? Rating { get; init; }

    /// <summary>Addresses of background pictures.</summary>
    public IReadOnlyList<string> Backdrops { get; init; } = [];

    /// <summary>Id or address of its trailer at YouTube.</summary>
    public string? YoutubeTrailer { get; init; }

    /// <summary>How long an episode is, as the provider writes it: mostly minutes.</summary>
    public string? RunTime { get; init; }

    /// <summary>Its id in The Movie Database; not unique.</summary>
    public string? TmdbId { get; init; }

    internal static Series From(CatalogItem item) => new()
    {
        Id = item.GetInt64("id") ?? 0,
        Name = item.GetString("name"),
        CategoryIds = item.GetList("categoryIds"),
        Cover = item.GetString("cover"),
        Plot = item.GetString("plot"),
        Cast = item.GetString("cast"),
        Director = item.GetString("director"),
        Genre = item.GetString("genre"),
        ReleaseDate = item.GetString("releaseDate"),
        LastModified = item.GetInt64("lastModified"),
        Rating = item.GetDouble("rating"),
        Backdrops = item.GetList("backdrops"),
        YoutubeTrailer = item.GetString("youtubeTrailer"),
        RunTime = item.GetString("runTime"),
        TmdbId = item.GetString("tmdbId"),
    };
}
