namespace DataflowSync.Xtream;

/// <summary>A movie.</summary>
public sealed record Movie
{
    /// <summary>Its id. Unique among movies.</summary>
    public required long Id { get; init; }

    /// <summary>Its name, as sent; null where the provider sends none.</summary>
    public string? Name { get; init; }

    /// <summary>Its title, where the provider tells it apart from the name.</summary>
    public string? Title { get; init; }

    /// <summary>The year it came out, as the provider writes it.</summary>
    public string? Year { get; init; }

    /// <summary>Ids of its categories; they need not be listed.</summary>
    public IReadOnlyList<string> CategoryIds { get; init; } = [];

    /// <summary>Address of its poster.</summary>
    public string? Icon { get; init; }

    /// <summary>Its mark, as a rule out of 10.</summary>
    public double? Rating { get; init; }

    /// <summary>When it was added, in Unix seconds.</summary>
    public long? Added { get; init; }

    /// <summary>Extension of its file, in lower case without a dot.</summary>
    public string? ContainerExtension { get; init; }

    /// <summary>What it is about.</summary>
    public string? Plot { get; init; }

    /// <summary>Who plays in it, separated by commas.</summary>
    public string? Cast { get; init; }

    /// <summary>Who directed it, separated by commas.</summary>
    public string? Director { get; init; }

    /// <summary>Its genres, separated by commas.</summary>
    public string? Genre { get; init; }

    /// <summary>When it came out, as the provider writes it.</summary>
    public string? ReleaseDate { get; init; }

    /// <summary>Id or address of its trailer at YouTube.</summary>
    public string? YoutubeTrailer { get; init; }

    /// <summary>How long it is, as the provider writes it: mostly minutes.</summary>
    public string? RunTime { get; init; }

    /// <summary>Its id in The Movie Database; not unique.</summary>
    public string? TmdbId { get; init; }

    /// <summary>Whether it is for adults; null where the provider does not say, which does not mean no.</summary>
    public bool? Adult { get; init; }

    internal static Movie From(CatalogItem item) => new()
    {
        Id = item.GetInt64("id") ?? 0,
        Name = item.GetString("name"),
        Title = item.GetString("title"),
        Year = item.GetString("year"),
        CategoryIds = item.GetList("categoryIds"),
        Icon = item.GetString("icon"),
        Rating = item.GetDouble("rating"),
        Added = item.GetInt64("added"),
        ContainerExtension = item.GetString("containerExtension"),
        Plot = item.GetString("plot"),
        Cast = item.GetString("cast"),
        Director = item.GetString("director"),
        Genre = item.GetString("genre"),
        ReleaseDate = item.GetString("releaseDate"),
        YoutubeTrailer = item.GetString("youtubeTrailer"),
        RunTime = item.GetString("runTime"),
        TmdbId = item.GetString("tmdbId"),
        Adult = item.GetBoolean("adult"),
    };
}
