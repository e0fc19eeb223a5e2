using System.Text.Json.Nodes;
using DataflowSync.LiteDb;
using DataflowSync.Testing;
using DataflowSync.Xtream;
using Microsoft.Extensions.Logging;

namespace DataflowSync.EndToEnd.Tests.Setup;

/// <summary>A provider over HTTP, an engine, and LiteDB files in a directory of its own: the whole library, as an application puts it together.</summary>
internal sealed class SyncFixture : IAsyncDisposable
{
    public const string Profile = "home";

    /// <summary>For barriers, so that a defect ends a test instead of hanging it. Nothing is measured by it.</summary>
    public static readonly TimeSpan LongEnough = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("dataflowsync-e2e-");
    private readonly Action<SyncOptions> _engine;
    private readonly Func<ICatalogStore, ICatalogStore>? _store;
    private readonly Action<LiteDbStoreOptions>? _files;
    private readonly TimeProvider? _time;
    private readonly ILoggerFactory? _logging;

    private SyncFixture(
        FakeProvider provider,
        Action<SyncOptions>? engine,
        TimeProvider? time,
        Func<ICatalogStore, ICatalogStore>? store,
        Action<LiteDbStoreOptions>? files,
        ILoggerFactory? logging)
    {
        Provider = provider;
        _engine = engine ?? (_ => { });
        _time = time;
        _store = store;
        _files = files;
        _logging = logging;
        Sync = Open();
    }

    public FakeProvider Provider { get; }

    public SyncEngine Sync { get; private set; }

    public string Data => _directory.FullName;

    public FakeCatalog Catalog => Provider.Catalog;

    /// <summary>The account, as an application knows it.</summary>
    public XtreamAccount Account => new($"{Provider.BaseAddress}", Provider.Username, Provider.Password);

    public static async Task<SyncFixture> StartAsync(
        Action<FakeProviderOptions>? provider = null,
        Action<SyncOptions>? engine = null,
        TimeProvider? time = null,
        Func<ICatalogStore, ICatalogStore>? store = null,
        Action<LiteDbStoreOptions>? files = null,
        ILoggerFactory? logging = null)
    {
        var options = new FakeProviderOptions { Channels = 60, Movies = 120, Series = 40, ChannelCategories = 6, MovieCategories = 8, SeriesCategories = 4 };
        provider?.Invoke(options);
        return new SyncFixture(await FakeProvider.StartAsync(options), engine, time, store, files, logging);
    }

    /// <summary>Goes on with another engine and store on the same directory, as after a restart.</summary>
    public void Restart() => Sync = Open();

    public void Fail(string target, Fault fault, int? times = 1) => Provider.Faults.Add(fault with { Target = target, Times = times });

    /// <summary>Runs a sync and checks that nothing it received got lost.</summary>
    public async Task<SyncReport> SyncAsync(RunOptions? options = null, IProgress<SyncProgress>? progress = null)
    {
        var report = await Sync.RunAsync(Profile, options, progress).WaitAsync(LongEnough);
        Conservation.Assert(report);
        return report;
    }

    /// <summary>Runs one step alone.</summary>
    public async Task<StepReport> SyncStepAsync(string step) => (await SyncAsync(new RunOptions { Steps = [step] })).Steps[0];

    /// <summary>Runs one step alone against a body that stands in for the provider's list.</summary>
    public Task<StepReport> SyncBodyAsync(string step, string body)
    {
        Fail(step, Fault.Body(body));
        return SyncStepAsync(step);
    }

    /// <summary>What is published of a dataset, in its order.</summary>
    public async Task<List<JsonObject>> ExportAsync(string dataset)
    {
        await using var snapshot = await Sync.Store.OpenAsync(Profile);
        return await snapshot.Dataset(dataset).BrowseAsync().Select(Documents.ToJson).ToListAsync();
    }

    /// <summary>What is published of every dataset, to be compared with later.</summary>
    public async Task<Dictionary<string, List<JsonObject>>> ExportAllAsync()
    {
        var all = new Dictionary<string, List<JsonObject>>();
        foreach (var dataset in Documents.Datasets)
        {
            all[dataset] = await ExportAsync(dataset);
        }

        return all;
    }

    public async Task AssertEqualsProviderAsync(params string[] datasets)
    {
        foreach (var dataset in datasets.Length == 0 ? Documents.Datasets : datasets)
        {
            Documents.AssertEqual(dataset, Documents.Parse(Catalog[dataset].ExpectedDocuments()), await ExportAsync(dataset));
        }
    }

    /// <summary>Names of the profile's files.</summary>
    public string[] Files() => [.. Directory.GetFiles(Path.Combine(Data, Profile)).Select(path => Path.GetFileName(path)).Order()];

    public async ValueTask DisposeAsync()
    {
        await Provider.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    private SyncEngine Open()
    {
        var builder = new SyncEngineBuilder().Configure(options => options.RetryDelay = TimeSpan.Zero).Configure(_engine);
        if (_time is not null)
        {
            builder.UseTimeProvider(_time);
        }

        if (_logging is not null)
        {
            builder.UseLogging(_logging);
        }

        if (_store is null && _files is null)
        {
            builder.UseLiteDb(Data);
        }
        else
        {
            var files = new LiteDbStoreOptions { DataDirectory = Data };
            _files?.Invoke(files);
            var store = new LiteDbCatalogStore(files);
            builder.UseStore(_store?.Invoke(store) ?? store);
        }

        return builder.AddXtream(Profile, Account, new XtreamOptions { RequestInterval = TimeSpan.Zero }).Build();
    }
}
