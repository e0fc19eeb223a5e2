using System.Runtime.CompilerServices;
using System.Text;

namespace DataflowSync.Xtream.Tests;

public sealed class SnapshotViewTests
{
    private static readonly Snapshot Catalog = new(new Dictionary<string, string>
    {
        [Datasets.ChannelCategories] = """[{"category_id":"1","category_name":"News","parent_id":0},{"category_id":"2","category_name":"Empty"}]""",
        [Datasets.Channels] = """
            [{"stream_id":1,"name":"C","category_ids":[1,9],"stream_icon":"i","epg_channel_id":"e","added":"5","tv_archive":1,"tv_archive_duration":"7",
            "is_adult":1,"stream_type":"live"},{"stream_id":2}]
            """,
        [Datasets.MovieCategories] = """[{"category_id":"all"}]""",
        [Datasets.Movies] = """
            [{"stream_id":3,"name":"N","title":"T","year":2020,"category_id":"all","stream_icon":"i","rating":7.5,"added":6,"container_extension":"mkv",
            "plot":"P","cast":"C","director":"D","genre":"G","release_date":"R","youtube_trailer":"Y","episode_run_time":9,"tmdb":4,"is_adult":0}]
            """,
        [Datasets.SeriesCategories] = "[]",
        [Datasets.Series] = """
            [{"series_id":5,"name":"N","category_id":7,"cover":"c","plot":"P","cast":"C","director":"D","genre":"G","releaseDate":"R","last_modified":8,
            "rating":"8","backdrop_path":["b"],"youtube_trailer":"Y","episode_run_time":"45","tmdb":4}]
            """,
    });

    [Fact]
    public async Task Channels_are_typed_and_know_their_categories()
    {
        var view = Catalog.Channels();

        var channel = await view.FindAsync("1");
        Assert.Equal(
            new Channel
            {
                Id = 1,
                Name = "C",
                CategoryIds = channel!.CategoryIds,
                Icon = "i",
                EpgChannelId = "e",
                Added = 5,
                Archive = true,
                ArchiveDays = 7,
                Adult = true,
                StreamType = "live",
            },
            channel);
        Assert.Equal(["1", "9"], channel.CategoryIds);
        var bare = await view.FindAsync("2");
        Assert.Equal(new Channel { Id = 2, CategoryIds = bare!.CategoryIds }, bare);
        Assert.Equal(
            [new CategoryCount("1", "News", 1), new CategoryCount("2", "Empty", 0), new CategoryCount("9", null, 1)],
            await view.GetCategoriesAsync());
    }

    [Fact]
    public async Task Movies_are_typed()
    {
        var movie = await Catalog.Movies().FindAsync("3");

        Assert.Equal(
            new Movie
            {
                Id = 3,
                Name = "N",
                Title = "T",
                Year = "2020",
                CategoryIds = movie!.CategoryIds,
                Icon = "i",
                Rating = 7.5,
                Added = 6,
                ContainerExtension = "mkv",
                Plot = "P",
                Cast = "C",
                Director = "D",
                Genre = "G",
                ReleaseDate = "R",
                YoutubeTrailer = "Y",
                RunTime = "9",
                TmdbId = "4",
                Adult = false,
            },
            movie);
        Assert.Equal([new CategoryCount("all", null, 1)], await Catalog.Movies().GetCategoriesAsync());
    }

    [Fact]
    public async Task Series_are_typed()
    {
        var series = await Catalog.Series().FindAsync("5");

        Assert.Equal(
            new Series
            {
                Id = 5,
                Name = "N",
                CategoryIds = series!.CategoryIds,
                Cover = "c",
                Plot = "P",
                Cast = "C",
                Director = "D",
                Genre = "G",
                ReleaseDate = "R",
                LastModified = 8,
                Rating = 8,
                Backdrops = series.Backdrops,
                YoutubeTrailer = "Y",
                RunTime = "45",
                TmdbId = "4",
            },
            series);
        Assert.Equal(["b"], series.Backdrops);
        Assert.Equal([new CategoryCount("7", null, 1)], await Catalog.Series().GetCategoriesAsync());
    }

    [Fact]
    public async Task Categories_are_typed()
    {
        Assert.Equal(new Category { Id = "1", Name = "News", ParentId = "0" }, await Catalog.ChannelCategories().FindAsync("1"));
        Assert.Equal(new Category { Id = "all" }, await Catalog.MovieCategories().FindAsync("all"));
        Assert.Equal(0, await Catalog.SeriesCategories().CountAsync());
    }

    private sealed class Snapshot(Dictionary<string, string> bodies) : CatalogSnapshot
    {
        public override ProfileId ProfileId => throw new NotSupportedException();

        public override long Version => 1;

        public override IReadOnlyCollection<string> DatasetNames => bodies.Keys;

        public override IDatasetReader Dataset(string name) =>
            new Reader(name, RecordReader.Read(Sources.Format(name), Encoding.UTF8.GetBytes(bodies[name])).Items);

        public override ValueTask DisposeAsync() => default;
    }

    private sealed class Reader(string name, List<CatalogItem> items) : IDatasetReader
    {
        public string Name => name;

        public int Count => items.Count;

        public ValueTask<CatalogItem?> FindAsync(string id, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(items.Find(item => item.Id == id));

        public async IAsyncEnumerable<CatalogItem> BrowseAsync(
            BrowseQuery? query = null,
            [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            foreach (var item in items)
            {
                await Task.CompletedTask;
                yield return item;
            }
        }

        public ValueTask<IReadOnlyList<CategoryCount>> CountGroupsAsync(CancellationToken cancellationToken = default) =>
            ValueTask.FromResult<IReadOnlyList<CategoryCount>>(
                [.. items.SelectMany(item => item.GetList("categoryIds")).GroupBy(id => id).Select(group => new CategoryCount(group.Key, Name: null, group.Count()))]);
    }
}
