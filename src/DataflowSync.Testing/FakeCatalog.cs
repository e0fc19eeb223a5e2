using DataflowSync.Testing.Records;

namespace DataflowSync.Testing;

/// <summary>The six lists of a fake provider. Each can be changed at any time, from any thread.</summary>
public sealed class FakeCatalog
{
    private readonly FakeList[] _lists;

    internal FakeCatalog(FakeProviderOptions options)
    {
        FakeList Categories(Dataset dataset, int count) =>
            new(dataset, new CategoryFormat(options.Seed, dataset), count, options.Ids, options.Seed);

        CategoryAssignment Assign(Dataset dataset, Dataset categories, int count) =>
            new(options.Seed, dataset, categories, count, options.RepeatPerCategory);

        ChannelCategories = Categories(Dataset.ChannelCategories, options.ChannelCategories);
        MovieCategories = Categories(Dataset.MovieCategories, options.MovieCategories);
        SeriesCategories = Categories(Dataset.SeriesCategories, options.SeriesCategories);
        Channels = new FakeList(
            Dataset.Channels,
            new ChannelFormat(options.Seed, Assign(Dataset.Channels, Dataset.ChannelCategories, options.ChannelCategories)),
            options.Channels,
            options.Ids,
            options.Seed);
        Movies = new FakeList(
            Dataset.Movies,
            new MovieFormat(options.Seed, Assign(Dataset.Movies, Dataset.MovieCategories, options.MovieCategories)),
            options.Movies,
            options.Ids,
            options.Seed);
        Series = new FakeList(
            Dataset.Series,
            new SeriesFormat(options.Seed, Assign(Dataset.Series, Dataset.SeriesCategories, options.SeriesCategories)),
            options.Series,
            options.Ids,
            options.Seed);
        _lists = [ChannelCategories, Channels, MovieCategories, Movies, SeriesCategories, Series];
    }

    /// <summary>What <c>get_live_categories</c> answers.</summary>
    public FakeList ChannelCategories { get; }

    /// <summary>What <c>get_live_streams</c> answers.</summary>
    public FakeList Channels { get; }

    /// <summary>What <c>get_vod_categories</c> answers.</summary>
    public FakeList MovieCategories { get; }

    /// <summary>What <c>get_vod_streams</c> answers.</summary>
    public FakeList Movies { get; }

    /// <summary>What <c>get_series_categories</c> answers.</summary>
    public FakeList SeriesCategories { get; }

    /// <summary>What <c>get_series</c> answers.</summary>
    public FakeList Series { get; }

    /// <summary>The list of a dataset by its name: channels, movies, series, channel-categories, movie-categories, series-categories.</summary>
    /// <exception cref="ArgumentException">There is no dataset of that name.</exception>
    public FakeList this[string dataset] =>
        _lists.FirstOrDefault(list => list.Name == dataset)
        ?? throw new ArgumentException($"There is no dataset '{dataset}'; there are {string.Join(", ", Dataset.All.Select(d => d.Name))}.", nameof(dataset));

    internal FakeList? ForAction(string? action) => _lists.FirstOrDefault(list => list.Action == action);
}
