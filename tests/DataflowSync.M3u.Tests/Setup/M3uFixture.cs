using System.Net;
using System.Text;
using DataflowSync.LiteDb;

namespace DataflowSync.M3u.Tests.Setup;

/// <summary>A provider over HTTP, an engine, and LiteDB files in a directory of its own.</summary>
internal sealed class M3uFixture : IAsyncDisposable
{
    private static readonly TimeSpan LongEnough = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("dataflowsync-m3u-");
    private readonly SyncEngine _engine;

    public M3uFixture(int retries = 0)
    {
        Source = new M3uSource(new Uri($"{Server.BaseUrl}get.php?username={Playlists.Username}&password={Playlists.Password}&type=m3u_plus"), Client);
        _engine = Build(Source, retries);
    }

    public HttpClient Client { get; } = new(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.All, AllowAutoRedirect = false });

    public LoopbackServer Server { get; } = new();

    public M3uSource Source { get; }

    public string Data => _directory.FullName;

    /// <summary>An engine for another source, on the same files.</summary>
    public SyncEngine Build(M3uSource source, int retries = 0) => new SyncEngineBuilder()
        .Configure(options => (options.Retries, options.RetryDelay) = (retries, TimeSpan.Zero))
        .UseLiteDb(Data).AddProfile("home", source).Build();

    /// <summary>Syncs what the next answers hold, and checks that no record got lost.</summary>
    public Task<StepReport> SyncAsync(params byte[][] answers)
    {
        Array.ForEach(answers, Server.Enqueue);
        return SyncAsync(_engine);
    }

    public static async Task<StepReport> SyncAsync(SyncEngine engine)
    {
        var step = Assert.Single((await engine.RunAsync("home").WaitAsync(LongEnough)).Steps);
        Assert.Equal(step.Received, step.Added + step.Updated + step.Unchanged + step.Duplicates + step.Rejected + step.Filtered + step.Discarded);
        return step;
    }

    public Task<StepReport> SyncAsync(string list) => SyncAsync(LoopbackServer.Ok(list));

    public async Task<List<CatalogItem>> ItemsAsync(BrowseQuery? query = null)
    {
        await using var snapshot = await _engine.Store.OpenAsync("home");
        return await snapshot.Dataset(M3uSource.Dataset).BrowseAsync(query).ToListAsync();
    }

    public async Task<string> IdsAsync() => string.Join(',', (await ItemsAsync()).Select(item => item.Id));

    /// <summary>Every byte the sync left on the disk, as text of one byte a letter.</summary>
    public string Bytes() => string.Concat(Directory.EnumerateFiles(Data, "*", SearchOption.AllDirectories).Select(file => Encoding.Latin1.GetString(File.ReadAllBytes(file))));

    public async Task<IReadOnlyList<string>> VerifyAsync() => await _engine.Store.VerifyAsync("home");

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
        _directory.Delete(recursive: true);
    }
}
