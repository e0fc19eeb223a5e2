using DataflowSync.Xtream;

namespace DataflowSync.Cli;

/// <summary>The kinds of documents there are.</summary>
internal static class CatalogKinds
{
    public static readonly IReadOnlyList<string> All =
    [
        Datasets.ChannelCategories, Datasets.Channels, Datasets.MovieCategories, Datasets.Movies, Datasets.SeriesCategories, Datasets.Series,
    ];
}
