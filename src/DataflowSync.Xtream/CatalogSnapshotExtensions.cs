namespace DataflowSync.Xtream;

/// <summary>The datasets of an Xtream catalog as typed items.</summary>
public static class CatalogSnapshotExtensions
{
    /// <summary>The channels, with their categories.</summary>
    /// <param name="snapshot">The snapshot.</param>
    public static DatasetView<Channel> Channels(this CatalogSnapshot snapshot) =>
        View(snapshot, Datasets.Channels, Channel.From, Datasets.ChannelCategories);

    /// <summary>The movies, with their categories.</summary>
    /// <param name="snapshot">The snapshot.</param>
    public static DatasetView<Movie> Movies(this CatalogSnapshot snapshot) =>
        View(snapshot, Datasets.Movies, Movie.From, Datasets.MovieCategories);

    /// <summary>The series, with their categories.</summary>
    /// <param name="snapshot">The snapshot.</param>
    public static DatasetView<Series> Series(this CatalogSnapshot snapshot) =>
        View(snapshot, Datasets.Series, Xtream.Series.From, Datasets.SeriesCategories);

    /// <summary>The categories of channels.</summary>
    /// <param name="snapshot">The snapshot.</param>
    public static DatasetView<Category> ChannelCategories(this CatalogSnapshot snapshot) =>
        View(snapshot, Datasets.ChannelCategories, Category.From);

    /// <summary>The categories of movies.</summary>
    /// <param name="snapshot">The snapshot.</param>
    public static DatasetView<Category> MovieCategories(this CatalogSnapshot snapshot) =>
        View(snapshot, Datasets.MovieCategories, Category.From);

    /// <summary>The categories of series.</summary>
    /// <param name="snapshot">The snapshot.</param>
    public static DatasetView<Category> SeriesCategories(this CatalogSnapshot snapshot) =>
        View(snapshot, Datasets.SeriesCategories, Category.From);

    private static DatasetView<T> View<T>(CatalogSnapshot snapshot, string dataset, Func<CatalogItem, T> map, string? categories = null)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return new DatasetView<T>(snapshot.Dataset(dataset), map, categories is null ? null : snapshot.Dataset(categories));
    }
}
