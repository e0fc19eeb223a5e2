namespace DataflowSync.Testing.Records;

/// <summary>One of the six lists: its name, the action that serves it, what keeps its values apart from the others', its first id.</summary>
internal sealed record Dataset(string Name, string Action, int Salt, int FirstId)
{
    public static readonly Dataset ChannelCategories = new("channel-categories", "get_live_categories", 1, 1);
    public static readonly Dataset Channels = new("channels", "get_live_streams", 2, 1);
    public static readonly Dataset MovieCategories = new("movie-categories", "get_vod_categories", 3, 10_001);

    // Channels and movies share one table on real panels: their ids do not collide.
    public static readonly Dataset Movies = new("movies", "get_vod_streams", 4, 2_000_001);
    public static readonly Dataset SeriesCategories = new("series-categories", "get_series_categories", 5, 20_001);
    public static readonly Dataset Series = new("series", "get_series", 6, 1);

    public static readonly IReadOnlyList<Dataset> All = [ChannelCategories, Channels, MovieCategories, Movies, SeriesCategories, Series];
}
