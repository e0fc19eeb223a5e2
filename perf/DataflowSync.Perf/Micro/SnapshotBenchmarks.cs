using System.Globalization;
using BenchmarkDotNet.Attributes;
using DataflowSync.LiteDb;
using DataflowSync.Testing;
using DataflowSync.Xtream;

namespace DataflowSync.Perf.Micro;

/// <summary>Reading what is published: one page of 50, one item.</summary>
public class SnapshotBenchmarks
{
    private const int Movies = 100_000;
    private const int PageSize = 50;

    private readonly string _data = Directory.CreateTempSubdirectory("dataflowsync-micro-").FullName;
    private CatalogSnapshot _snapshot = null!;
    private IDatasetReader _movies = null!;
    private string[] _ids = null!;
    private string[] _categories = null!;
    private int _next;

    [GlobalSetup]
    public async Task SetUpAsync()
    {
        await using var provider = await FakeProvider.StartAsync(new FakeProviderOptions { Channels = 0, Movies = Movies, Series = 0 });
        var account = new XtreamAccount(provider.BaseAddress.AbsoluteUri, provider.Username, provider.Password);
        var engine = new SyncEngineBuilder().UseLiteDb(_data).AddXtream("read", account, new XtreamOptions { RequestInterval = TimeSpan.Zero }).Build();
        await engine.RunAsync("read", new RunOptions { Steps = [Datasets.Movies] });
        _snapshot = await engine.Store.OpenAsync("read");
        _movies = _snapshot.Dataset(Datasets.Movies);
        _categories = [.. (await _movies.CountGroupsAsync()).Select(category => category.Id)];
        _ids = [.. provider.Catalog.Movies.Ids.Select(id => id.ToString(CultureInfo.InvariantCulture))];
        const int Seed = 1;
        new Random(Seed).Shuffle(_ids);
    }

    [GlobalCleanup]
    public async Task CleanUpAsync()
    {
        await _snapshot.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    [Benchmark]
    public async Task<int> FirstPageOfCategory() =>
        await _movies.BrowseAsync(new BrowseQuery { Category = _categories[_next++ % _categories.Length], Take = PageSize }).CountAsync();

    [Benchmark]
    public async Task<CatalogItem?> FindById() => await _movies.FindAsync(_ids[_next++ % _ids.Length]);

    [Benchmark]
    public async Task<int> FirstPage() => await _movies.BrowseAsync(new BrowseQuery { Take = PageSize }).CountAsync();
}
