using System.Net.Http.Json;
using System.Text.Json.Nodes;
using DataflowSync.Server;
using DataflowSync.Testing;
using Microsoft.AspNetCore.Builder;

namespace DataflowSync.Observability.Tests.Setup;

/// <summary>A server as <c>serve</c> runs it, with fake providers for its profiles.</summary>
internal sealed class ObservedServer : IAsyncDisposable
{
    private static readonly TimeSpan LongEnough = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("dataflowsync-observed-");
    private readonly List<FakeProvider> _providers = [];
    private WebApplication _app = null!;

    private ObservedServer()
    {
    }

    public HttpClient Client { get; private set; } = null!;

    /// <summary>What Prometheus scrapes: host and port.</summary>
    public string Address => Client.BaseAddress!.Authority;

    /// <summary>How many runs have ended in which way.</summary>
    public Dictionary<string, int> Outcomes { get; } = [];

    private string Data => Path.Combine(_directory.FullName, "catalogs");

    public static async Task<ObservedServer> StartAsync()
    {
        var server = new ObservedServer();
        var options = new ServerOptions { DataDirectory = server.Data, Urls = ["http://127.0.0.1:0"] };
        server._app = DataflowServer.Create(options, sync =>
        {
            sync.Xtream.RequestInterval = TimeSpan.Zero;
            sync.Engine.RetryDelay = TimeSpan.FromMilliseconds(1);
        });
        await server._app.StartAsync();
        server.Client = new HttpClient { BaseAddress = new Uri(server._app.Urls.First()), Timeout = LongEnough };
        return server;
    }

    /// <summary>Adds a profile with a provider of its own.</summary>
    public async Task<FakeProvider> AddProfileAsync(string id)
    {
        var provider = await FakeProvider.StartAsync(new FakeProviderOptions { Channels = 120, Movies = 400, Series = 80 });
        _providers.Add(provider);
        using var response = await Client.PostAsJsonAsync(
            "/api/profiles", new { id, url = $"{provider.BaseAddress}", username = provider.Username, password = provider.Password });
        response.EnsureSuccessStatusCode();
        return provider;
    }

    /// <summary>Starts a sync and waits until it has ended as it should.</summary>
    public async Task SyncAsync(string id, string expected)
    {
        await StartSyncAsync(id);
        await EndAsync(id, expected);
    }

    public async Task StartSyncAsync(string id)
    {
        using var response = await PostAsync($"/api/profiles/{id}/sync");
        response.EnsureSuccessStatusCode();
    }

    public async Task CancelAsync(string id)
    {
        using var response = await PostAsync($"/api/profiles/{id}/cancel");
        response.EnsureSuccessStatusCode();
        await EndAsync(id, "Cancelled");
    }

    /// <summary>Asks more often than a client may.</summary>
    public async Task AskTooOftenAsync()
    {
        while (true)
        {
            using var response = await PostAsync("/api/profiles/nobody/sync");
            if ((int)response.StatusCode == 429)
            {
                return;
            }
        }
    }

    /// <summary>Asks whether the server is ready while its catalogs cannot be written, and again when they can.</summary>
    public async Task AskWithoutDiskAsync()
    {
        var aside = Data + "-aside";
        Directory.Move(Data, aside);
        await File.WriteAllTextAsync(Data, "no directory any more");
        using var response = await Client.GetAsync("/readyz");
        File.Delete(Data);
        Directory.Move(aside, Data);
        Assert.Equal(503, (int)response.StatusCode);
        using var again = await Client.GetAsync("/readyz");
        Assert.Equal(200, (int)again.StatusCode);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync().WaitAsync(LongEnough);
        await _app.DisposeAsync();
        foreach (var provider in _providers)
        {
            await provider.DisposeAsync();
        }

        _directory.Delete(recursive: true);
    }

    private async Task EndAsync(string id, string expected)
    {
        using var deadline = new CancellationTokenSource(LongEnough, TimeProvider.System);
        JsonNode profile;
        while ((profile = (await Client.GetFromJsonAsync<JsonNode>($"/api/profiles/{id}", deadline.Token))!)["isSyncing"]!.GetValue<bool>())
        {
            await Task.Delay(Pause, TimeProvider.System, deadline.Token);
        }

        Assert.Equal(expected, profile["lastStatus"]!.GetValue<string>());
        Outcomes[expected] = Outcomes.GetValueOrDefault(expected) + 1;
    }

    private Task<HttpResponseMessage> PostAsync(string path) => Client.PostAsync(path, JsonContent.Create(new { }));
}
