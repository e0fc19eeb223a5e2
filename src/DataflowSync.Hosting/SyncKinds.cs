using DataflowSync.Xtream;

namespace DataflowSync.Hosting;

/// <summary>The kinds of a catalog: groups of steps that are scheduled together, a list and its categories.</summary>
public static class SyncKinds
{
    /// <summary>Channels and their categories.</summary>
    public const string Channels = "channels";

    /// <summary>Movies and their categories.</summary>
    public const string Movies = "movies";

    /// <summary>Series and their categories.</summary>
    public const string Series = "series";

    /// <summary>All kinds, in the order they are synced.</summary>
    public static IReadOnlyList<string> All { get; } = [Channels, Movies, Series];

    /// <summary>The steps of a kind, in the order they run.</summary>
    /// <param name="kind">One of <see cref="All"/>.</param>
    /// <exception cref="ArgumentException">It is no kind.</exception>
    public static IReadOnlyList<string> StepsOf(string kind) => kind switch
    {
        Channels => [Datasets.ChannelCategories, Datasets.Channels],
        Movies => [Datasets.MovieCategories, Datasets.Movies],
        Series => [Datasets.SeriesCategories, Datasets.Series],
        _ => throw new ArgumentException($"There is no kind '{kind}'. Kinds: {string.Join(", ", All)}.", nameof(kind)),
    };
}
