using System.Text;
using System.Text.Json.Nodes;
using DataflowSync.Testing;

namespace DataflowSync.Cli.Tests.Watching;

/// <summary>A real server in a process of its own, with a profile at a fake provider.</summary>
internal sealed class ServedFixture : IAsyncDisposable
{
    private static readonly TimeSpan LongEnough = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("dataflowsync-watch-");
    private readonly HttpClient _client = new();
    private readonly FakeProvider _provider;
    private Tool? _server;

    private ServedFixture(FakeProvider provider) => _provider = provider;

    public FakeProvider Provider => _provider;

    public string Url { get; private set; } = "http://127.0.0.1:0";

    public string PathOf(string file) => Path.Combine(_directory.FullName, file);

    public static async Task<ServedFixture> StartAsync(params IEnumerable<string> more)
    {
        var fixture = new ServedFixture(await FakeProvider.StartAsync(new FakeProviderOptions { Channels = 120, Movies = 400, Series = 80 }));
        await fixture.ServeAsync(more);
        return fixture;
    }

    /// <summary>Serves, where it did before.</summary>
    public async Task ServeAsync(params IEnumerable<string> more)
    {
        _server = Tool.Start(["serve", "--data", PathOf("catalogs"), "--urls", Url, .. more]);
        Url = await _server.FirstLine.WaitAsync(LongEnough);
        Assert.StartsWith("http://", Url, StringComparison.Ordinal);
    }

    public async Task StopAsync()
    {
        await _server!.SignalAsync("TERM");
        await _server.EndAsync();
        _server = null;
    }

    public async Task AddProfileAsync() => await PostAsync("/api/profiles", new JsonObject
    {
        ["id"] = "home",
        ["url"] = $"{_provider.BaseAddress}",
        ["username"] = _provider.Username,
        ["password"] = _provider.Password,
    }.ToJsonString());

    public Task SyncAsync() => PostAsync("/api/profiles/home/sync", "{}");

    public Tool Watch(params IEnumerable<string> more) => Tool.Start(["watch", "--url", Url, .. more]);

    public async ValueTask DisposeAsync()
    {
        if (_server is { } server)
        {
            await server.DisposeAsync();
        }

        _client.Dispose();
        await _provider.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    private async Task PostAsync(string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await _client.PostAsync(Url + path, content);
        Assert.True(response.IsSuccessStatusCode, $"{path}: {response.StatusCode}");
    }
}
