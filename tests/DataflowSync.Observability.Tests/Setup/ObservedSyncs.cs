using System.Text.Json.Nodes;
using DataflowSync.Testing;

namespace DataflowSync.Observability.Tests.Setup;

/// <summary>Syncs of every kind, which a Prometheus has scraped: good, retried, rejecting, failing, guarded and cancelled ones.</summary>
public sealed class ObservedSyncs : IAsyncLifetime
{
    public const string Collection = "Observed syncs";

    /// <summary>More than a list may lose before it is held back.</summary>
    private const int TooMany = 300;

    private ObservedServer _server = null!;

    internal RunningPrometheus Prometheus { get; private set; } = null!;

    /// <summary>How many runs there were, by their outcome.</summary>
    internal IReadOnlyDictionary<string, int> Outcomes => _server.Outcomes;

    public async Task InitializeAsync()
    {
        if (Programs.MissingReason is not null)
        {
            return; // Fixtures are made for skipped tests as well.
        }

        _server = await ObservedServer.StartAsync();
        Prometheus = await RunningPrometheus.StartAsync(_server.Address);
        var home = await _server.AddProfileAsync("home");
        var refused = await _server.AddProfileAsync("refused");
        var shrinking = await _server.AddProfileAsync("shrinking");
        refused.Account.Authorized = false;
        await _server.SyncAsync("shrinking", "Completed");
        shrinking.Catalog.Movies.Remove(TooMany);

        // Twice, with a scrape between, so that everything grows while it is watched.
        await SyncAllAsync(home);
        await SyncAllAsync(home);
        await WatchARunningSyncAsync(home);
        await _server.AskTooOftenAsync();
        await _server.AskWithoutDiskAsync();
        await Prometheus.WaitForAsync("""http_server_request_duration_seconds_count{http_response_status_code="429"}""");
        await Prometheus.WaitForAsync("""http_server_request_duration_seconds_count{http_response_status_code="503"}""");
        await Prometheus.UntilAsync(
            async () => (await Prometheus.RulesAsync()).All(rule => rule["health"]!.GetValue<string>() != "unknown"), "all rules are evaluated");
    }

    public async Task DisposeAsync()
    {
        if (Programs.MissingReason is null)
        {
            await Prometheus.DisposeAsync();
            await _server.DisposeAsync();
        }
    }

    private async Task SyncAllAsync(FakeProvider home)
    {
        await _server.SyncAsync("home", "Completed");
        home.Catalog.Movies.Change(40);
        home.Faults.Add(Fault.Status(503) with { Target = "movies" });
        home.Faults.Add(SeriesOfWhichSomeAreNone());
        await _server.SyncAsync("home", "Completed");
        home.Faults.Add(Fault.Status(404) with { Target = "channels" });
        await _server.SyncAsync("home", "Partial");
        await _server.SyncAsync("refused", "Failed");
        await _server.SyncAsync("shrinking", "Partial");
        await ScrapedAsync();
    }

    private async Task WatchARunningSyncAsync(FakeProvider home)
    {
        home.Faults.Add(Fault.Stall(10_000) with { Target = "movies" });
        await _server.StartSyncAsync("home");

        // Several scrapes: a view of a point a second can miss what only one has seen.
        await Prometheus.WaitForAsync("min_over_time(dataflowsync_block_limit[3s])");
        await _server.CancelAsync("home");
        await ScrapedAsync();
    }

    /// <summary>Waits until Prometheus knows of every run that has ended.</summary>
    private Task ScrapedAsync() => Prometheus.WaitForAsync($"sum(dataflowsync_run_duration_seconds_count) == {_server.Outcomes.Values.Sum()}");

    private static Fault SeriesOfWhichSomeAreNone()
    {
        var records = Enumerable.Range(1, 80).Select(id => (JsonNode)(id % 4 == 0
            ? new JsonObject { ["name"] = "without an id" }
            : new JsonObject { ["series_id"] = id, ["name"] = $"Series {id}" }));
        return Fault.Body(new JsonArray([.. records]).ToJsonString()) with { Target = "series" };
    }
}

[CollectionDefinition(ObservedSyncs.Collection)]
public sealed class ObservedSyncsCollection : ICollectionFixture<ObservedSyncs>;
