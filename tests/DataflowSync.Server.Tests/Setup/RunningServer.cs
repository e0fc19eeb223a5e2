using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using DataflowSync.Hosting;
using DataflowSync.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace DataflowSync.Server.Tests.Setup;

/// <summary>The server on a port of its own, a fake provider, and everything that was answered and logged.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    /// <summary>For barriers, so that a defect ends a test instead of hanging it. Nothing is measured by it.</summary>
    public static readonly TimeSpan LongEnough = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("dataflowsync-server-");
    private readonly ConcurrentQueue<string> _answers = new();
    private readonly LogList _log = new();
    private readonly Action<ServerOptions>? _configure;
    private readonly Action<DataflowSyncOptions>? _configureSync;
    private WebApplication? _app;

    private RunningServer(FakeProvider provider, Action<ServerOptions>? configure, Action<DataflowSyncOptions>? configureSync)
    {
        Provider = provider;
        _configure = configure;
        _configureSync = configureSync;
    }

    public FakeProvider Provider { get; }

    public string Data => Path.Combine(_directory.FullName, "catalogs");

    public string Config => Path.Combine(_directory.FullName, "catalogs-config");

    public string ProfilesFile => Path.Combine(Config, "profiles.json");

    public string Root => _directory.FullName;

    public HttpClient Client { get; private set; } = null!;

    /// <summary>Everything that was answered and logged so far.</summary>
    public string Told => string.Join('\n', _answers) + _log.Text;

    public static async Task<RunningServer> StartAsync(
        Action<FakeProviderOptions>? provide = null, Action<ServerOptions>? configure = null, Action<DataflowSyncOptions>? configureSync = null)
    {
        var options = new FakeProviderOptions { Channels = 120, Movies = 400, Series = 80, Username = "Ursula-47-name", Password = "p@ss&w+rd#%/ 1" };
        provide?.Invoke(options);
        var server = new RunningServer(await FakeProvider.StartAsync(options), configure, configureSync);
        await server.StartServerAsync();
        return server;
    }

    public WebApplication Create()
    {
        var options = new ServerOptions { DataDirectory = Data, Urls = ["http://127.0.0.1:0"], ChangesPerSecond = 1_000 };
        _configure?.Invoke(options);
        return DataflowServer.Create(
            options,
            sync =>
            {
                sync.Xtream.RequestInterval = TimeSpan.Zero;
                sync.Engine.RetryDelay = TimeSpan.FromMilliseconds(1);
                sync.Engine.ProgressInterval = TimeSpan.Zero;
                _configureSync?.Invoke(sync);
            },
            logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(_log));
    }

    public async Task StartServerAsync()
    {
        _app = Create();
        await _app.StartAsync();
        Client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = new Uri(_app.Urls.First()), Timeout = LongEnough };
    }

    public async Task StopServerAsync()
    {
        if (_app is { } app)
        {
            _app = null;
            await app.StopAsync().WaitAsync(LongEnough);
            await app.DisposeAsync();
            Client.Dispose();
        }
    }

    public Task<Answer> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, path, body: null, headers);

    public Task<Answer> PostAsync(string path, string? body = null, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, path, body ?? string.Empty, headers);

    public async Task<Answer> SendAsync(HttpMethod method, string path, string? body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        }

        foreach (var (name, value) in headers)
        {
            if (name == "Content-Type")
            {
                request.Content!.Headers.Remove(name);
                request.Content.Headers.TryAddWithoutValidation(name, value);
            }
            else
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }

        using var response = await Client.SendAsync(request);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        var answer = new Answer(
            response.StatusCode,
            response.Content.Headers.ContentType?.MediaType,
            response.Headers.ETag?.Tag,
            $"{response.Headers}{response.Content.Headers}",
            await reader.ReadToEndAsync());
        _answers.Enqueue($"{answer.Headers}\n{answer.Body}");
        return answer;
    }

    /// <summary>The request that adds the fake provider's account.</summary>
    public JsonObject ProfileBody(string? id = "home") => new()
    {
        ["id"] = id,
        ["url"] = $"{Provider.BaseAddress}",
        ["username"] = Provider.Username,
        ["password"] = Provider.Password,
    };

    public async Task AddProfileAsync(string id = "home") => (await PostAsync("/api/profiles", ProfileBody(id).ToJsonString())).Expect(201);

    /// <summary>Watches a profile, or all, as soon as the stream is open.</summary>
    public async Task<WatchedStream> WatchAsync(string path = "/api/profiles/home/progress") =>
        await WatchedStream.OpenAsync(Client, path, _answers.Enqueue).WaitAsync(LongEnough);

    /// <summary>Starts a sync and waits until it has ended.</summary>
    /// <returns>How it ended.</returns>
    public async Task<string> SyncAsync(string id = "home", string? body = null)
    {
        await using var stream = await WatchAsync($"/api/profiles/{id}/progress");
        (await PostAsync($"/api/profiles/{id}/sync", body)).Expect(202);
        return await stream.EndOfRunAsync();
    }

    /// <summary>Starts a sync that stops in the middle of the movies.</summary>
    public async Task StartStalledSyncAsync()
    {
        Provider.Faults.Add(Fault.Stall(10_000) with { Target = "movies" });
        (await PostAsync("/api/profiles/home/sync")).Expect(202);
        await Provider.WaitForRequestAsync(request => request.Outcome == FakeRequestOutcome.Stalled).WaitAsync(LongEnough);
    }

    public async Task<JsonNode> LastRunAsync(string id = "home") => (await GetAsync($"/api/profiles/{id}/runs")).Expect(200).Json[0]!;

    public async ValueTask DisposeAsync()
    {
        await StopServerAsync();
        await Provider.DisposeAsync();
        _directory.Delete(recursive: true);
    }
}
