using DataflowSync.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DataflowSync.Hosting.Tests.Setup;

/// <summary>A real host with a fake provider over HTTP and a directory of its own.</summary>
internal sealed class HostFixture : IAsyncDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("dataflowsync-host-");
    private readonly List<IHost> _hosts = [];

    private HostFixture(FakeProvider provider) => Provider = provider;

    public FakeProvider Provider { get; }

    public string Data => Path.Combine(_directory.FullName, "catalogs");

    public TestLog Log { get; } = new();

    public static async Task<HostFixture> StartAsync() => new(await FakeProvider.StartAsync(new FakeProviderOptions
    {
        Channels = 60,
        Movies = 120,
        Series = 40,
        ChannelCategories = 6,
        MovieCategories = 8,
        SeriesCategories = 4,
        Username = "user-7c1f0a",
        Password = "pass-93be42",
    }));

    /// <summary>Builds a host whose profile <c>home</c> is the fake provider's account, unless the configuration says otherwise.</summary>
    public IHost Build(Action<DataflowSyncBuilder>? configure = null, IEnumerable<KeyValuePair<string, string?>>? settings = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(settings ?? Settings());
        builder.Logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Log);
        var sync = builder.Services.AddDataflowSync(builder.Configuration.GetSection(DataflowSyncOptions.SectionName)).AddXtream().UseLiteDb();
        configure?.Invoke(sync);
        var host = builder.Build();
        _hosts.Add(host);
        return host;
    }

    public async Task<IHost> StartHostAsync(Action<DataflowSyncBuilder>? configure = null, IEnumerable<KeyValuePair<string, string?>>? settings = null)
    {
        var host = Build(configure, settings);
        await host.StartAsync();
        return host;
    }

    public Dictionary<string, string?> Settings(params IEnumerable<(string Key, string? Value)> more)
    {
        var settings = new Dictionary<string, string?>
        {
            ["DataflowSync:DataDirectory"] = Data,
            ["DataflowSync:Xtream:RequestInterval"] = "00:00:00",
            ["DataflowSync:Profiles:home:Url"] = $"{Provider.BaseAddress}",
            ["DataflowSync:Profiles:home:Username"] = Provider.Username,
            ["DataflowSync:Profiles:home:Password"] = Provider.Password,
        };
        foreach (var (key, value) in more)
        {
            settings[$"DataflowSync:{key}"] = value;
        }

        return settings;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
        {
            // Disposing alone cancels the scheduler, and does not wait until it has written what it remembers.
            if (host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStarted.IsCancellationRequested)
            {
                await host.StopAsync().WaitAsync(World.LongEnough);
            }

            host.Dispose();
        }

        await Provider.DisposeAsync();
        _directory.Delete(recursive: true);
    }
}
