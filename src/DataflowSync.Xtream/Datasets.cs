namespace DataflowSync.Xtream;

/// <summary>Names of the six datasets of an Xtream catalog, which are its steps too.</summary>
public static class Datasets
{
    /// <summary>Categories of channels.</summary>
    public const string ChannelCategories = "channel-categories";

    /// <summary>Live channels and radio.</summary>
    public const string Channels = "channels";

    /// <summary>Categories of movies.</summary>
    public const string MovieCategories = "movie-categories";

    /// <summary>Movies.</summary>
    public const string Movies = "movies";

    /// <summary>Categories of series.</summary>
    public const string SeriesCategories = "series-categories";

    /// <summary>Series.</summary>
    public const string Series = "series";
}
