using System.Text.Json.Nodes;
using DataflowSync.EndToEnd.Tests.Setup;
using DataflowSync.Testing;
using DataflowSync.Xtream;

namespace DataflowSync.EndToEnd.Tests.Faults;

/// <summary>A profile whose provider is reached through a front, on real LiteDB files.</summary>
internal sealed class FrontFixture : IAsyncDisposable
{
    public const string Profile = SyncFixture.Profile;

    private readonly SyncFixture _fixture;
    private readonly Action<SyncOptions> _engine;
    private readonly TimeProvider _time;

    private FrontFixture(SyncFixture fixture, Action<SyncOptions>? engine, Action<XtreamOptions>? provider, TimeProvider? time)
    {
        _fixture = fixture;
        _engine = engine ?? (_ => { });
        _time = time ?? TimeProvider.System;
        Front = new Front(fixture.Provider.BaseAddress);
        provider?.Invoke(Options);
        Sync = Build(builder => builder.AddXtream(Profile, AccountAt(Front.BaseUrl), Options));
    }

    public Front Front { get; }

    /// <summary>How the provider is asked. The breaker has tests of its own.</summary>
    public XtreamOptions Options { get; } = new() { RequestInterval = TimeSpan.Zero, BreakerThreshold = null };

    public SyncEngine Sync { get; }

    public FakeCatalog Catalog => _fixture.Catalog;

    public FakeAccount Account => _fixture.Provider.Account;

    public static async Task<FrontFixture> StartAsync(
        Action<SyncOptions>? engine = null,
        Action<XtreamOptions>? provider = null,
        TimeProvider? time = null) =>
        new(await SyncFixture.StartAsync(panel => (panel.Channels, panel.Movies, panel.Series) = (20, 60, 10)), engine, provider, time);

    /// <summary>The provider's account at another address.</summary>
    public XtreamAccount AccountAt(string baseUrl) => new(baseUrl, _fixture.Provider.Username, _fixture.Provider.Password);

    /// <summary>Another engine on the same profile and files.</summary>
    public SyncEngine Build(Action<SyncEngineBuilder> addProfile)
    {
        var builder = new SyncEngineBuilder()
            .UseStore(_fixture.Sync.Store)
            .UseTimeProvider(_time)
            .Configure(options => (options.RetryDelay, options.ProgressInterval) = (TimeSpan.Zero, TimeSpan.Zero))
            .Configure(_engine);
        addProfile(builder);
        return builder.Build();
    }

    /// <summary>Runs a sync through the front and checks that nothing it received got lost.</summary>
    public async Task<SyncReport> SyncAsync(params IReadOnlyCollection<string> steps)
    {
        var progress = new ProgressLog(_ => Front.ClientHasRead.Release());
        var report = await Sync.RunAsync(Profile, new RunOptions { Steps = steps.Count == 0 ? null : steps }, progress).WaitAsync(SyncFixture.LongEnough);
        Conservation.Assert(report);
        return report;
    }

    public async Task<StepReport> SyncMoviesAsync() => (await SyncAsync("movies")).Steps.Single();

    /// <summary>Syncs everything, and changes the catalog so that another sync has something to do.</summary>
    public async Task SyncAndChangeAsync()
    {
        Assert.Equal(SyncStatus.Completed, (await SyncAsync()).Status);
        Catalog.Movies.Remove(3);
        Catalog.Movies.Change(5);
        Catalog.Channels.Add(2);
        Catalog.Series.InsertAtTop(2);
    }

    public Task<Dictionary<string, List<JsonObject>>> ExportAllAsync() => _fixture.ExportAllAsync();

    public Task AssertEqualsProviderAsync(params string[] datasets) => _fixture.AssertEqualsProviderAsync(datasets);

    /// <summary>Heals the way to the provider, and expects the next run to make up for everything.</summary>
    public async Task AssertNextRunIsFineAsync()
    {
        Front.Heal();
        var report = await SyncAsync();
        Assert.Equal((SyncStatus.Completed, 6), (report.Status, report.Steps.Sum(step => step.Attempts)));
        await AssertEqualsProviderAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Front.DisposeAsync();
        await _fixture.DisposeAsync();
    }
}
