using System.Text;
using DataflowSync.LiteDb;

namespace DataflowSync.Tests.Engine;

/// <summary>An engine on a real LiteDB store in a directory of its own.</summary>
internal sealed class EngineHarness : IAsyncDisposable
{
    public const string Profile = "home";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("dataflowsync-");

    public EngineHarness(ScriptedSource source, Action<SyncOptions>? configure = null, TimeProvider? timeProvider = null, ICatalogStore? store = null)
    {
        Source = source;
        Store = new LiteDbCatalogStore(new LiteDbStoreOptions { DataDirectory = _directory.FullName });
        Sync = new SyncEngineBuilder()
            .UseStore(store ?? Store)
            .AddProfile(Profile, source)
            .UseTimeProvider(timeProvider ?? TimeProvider.System)
            .Configure(options => options.RetryDelay = TimeSpan.Zero)
            .Configure(configure ?? (_ => { }))
            .Build();
    }

    public ScriptedSource Source { get; }

    public LiteDbCatalogStore Store { get; }

    public SyncEngine Sync { get; }

    public string DataDirectory => _directory.FullName;

    /// <summary>Runs one sync in which the only step answers with a list.</summary>
    public Task<StepReport> SyncBodyAsync(string body, RunOptions? options = null) =>
        SyncBodyAsync(_ => new MemoryStream(Encoding.UTF8.GetBytes(body)), options);

    /// <summary>Runs one sync in which the only step answers with a body.</summary>
    public async Task<StepReport> SyncBodyAsync(Func<CancellationToken, Stream> body, RunOptions? options = null)
    {
        Source.Answer(Source.Steps[0].Name, body);
        var report = await Sync.RunAsync(Profile, options);
        AssertConserved(report);
        return report.Steps[0];
    }

    public Task<StepReport> SyncAsync(params IEnumerable<Thing> things) => SyncBodyAsync(Thing.List(things));

    /// <summary>The published items as text, in their order.</summary>
    public async Task<List<string>> ExportAsync(string step = "things")
    {
        await using var snapshot = await Store.OpenAsync(Profile);
        return await snapshot.Dataset(step).BrowseAsync()
            .Select(item => $"{item.Id} {item.GetString("name")} {string.Join('+', item.GetList("groups"))}").ToListAsync();
    }

    public ValueTask DisposeAsync()
    {
        _directory.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private static void AssertConserved(SyncReport report)
    {
        foreach (var step in report.Steps)
        {
            Assert.Equal(
                step.Received,
                step.Added + step.Updated + step.Unchanged + step.Duplicates + step.Rejected + step.Filtered + step.Discarded);
        }
    }
}
