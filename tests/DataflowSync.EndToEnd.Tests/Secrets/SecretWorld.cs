using System.Text;
using System.Text.Json;
using DataflowSync.EndToEnd.Tests.Setup;
using DataflowSync.LiteDb;
using DataflowSync.Testing;
using DataflowSync.Xtream;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DataflowSync.EndToEnd.Tests.Secrets;

/// <summary>An application with a container, a provider and files, whose credentials are searched for in all it says and leaves behind.</summary>
internal sealed class SecretWorld : IAsyncDisposable
{
    public const string Username = "Quillfeather@home & +1#%41/ zephyrine";
    public const string Password = "Marzipanoid@ &=+ #%2F/?; bulwarkish";

    /// <summary>Stands in the links that providers send along with items.</summary>
    public const string Token = "Tokenwort-7f3a91";

    /// <summary>The words too: no spelling of an address changes them, and a part of a secret still is one.</summary>
    public static readonly SecretSearch Search = new(Username, Password, Token, "quillfeather", "zephyrine", "marzipanoid", "bulwarkish");

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("dataflowsync-secrets-");
    private readonly ServiceProvider _services;
    private readonly ProgressLog _progress = new();
    private readonly StringBuilder _told = new();

    private SecretWorld(FakeProvider provider)
    {
        Provider = provider;
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Signals));
        services.AddXtreamHttpClient(options: Options);
        services.ConfigureHttpClientDefaults(client => client.AddDefaultLogger());
        _services = services.BuildServiceProvider();
        Store = new InterceptedStore(new LiteDbCatalogStore(new LiteDbStoreOptions { DataDirectory = Data }));
        Sync = Open($"{provider.BaseAddress}");
    }

    public static string Query => $"username={Uri.EscapeDataString(Username)}&password={Uri.EscapeDataString(Password)}";

    public SignalTrap Signals { get; } = new();

    public FakeProvider Provider { get; }

    public InterceptedStore Store { get; }

    public SyncEngine Sync { get; private set; }

    public string Data => _directory.FullName;

    private static XtreamOptions Options => new() { RequestInterval = TimeSpan.Zero };

    public static async Task<SecretWorld> StartAsync() => new(await FakeProvider.StartAsync(new FakeProviderOptions
    {
        Username = Username,
        Password = Password,
        Channels = 12,
        Movies = 15,
        Series = 8,
        ChannelCategories = 3,
        MovieCategories = 3,
        SeriesCategories = 3,
    }));

    /// <summary>Goes on with a provider at another address, or with other options.</summary>
    public void MoveTo(string address, Action<SyncOptions>? configure = null) => Sync = Open(address, configure);

    public void Fail(string target, Fault fault, int? times = 1) => Provider.Faults.Add(fault with { Target = target, Times = times });

    /// <summary>Runs a sync and keeps all it says.</summary>
    public async Task<SyncReport> SyncAsync(RunOptions? options = null, CancellationToken cancellationToken = default)
    {
        SyncReport report;
        try
        {
            report = await Sync.RunAsync(SyncFixture.Profile, options, _progress, cancellationToken).WaitAsync(SyncFixture.LongEnough, CancellationToken.None);
        }
        catch (SyncCanceledException exception)
        {
            Told(exception);
            report = exception.Report;
        }

        Told(report);
        return report;
    }

    /// <summary>Keeps what somebody says, in all the ways it can be said.</summary>
    public void Told(object said) => _told.AppendLine($"{said}").AppendLine(said is Exception ? null : JsonSerializer.Serialize(said));

    /// <summary>Fails where a secret is in anything that was said or is left behind.</summary>
    public async Task AssertNoSecretAsync()
    {
        foreach (var moment in _progress.Events)
        {
            Told(moment);
        }

        if (Directory.Exists(Path.Combine(Data, SyncFixture.Profile)))
        {
            Told(await Sync.GetStatusAsync(SyncFixture.Profile));
        }

        Search.AssertNoneIn(Signals.Text, "signals");
        Search.AssertNoneIn($"{_told}", "what was said");
        Search.AssertNoneInFiles(Data);
    }

    /// <summary>The credentials arrived as they are: where they are nowhere else, it is not because nobody had them.</summary>
    public void AssertWasAsked() => Assert.All(Provider.Requests, request => Assert.Equal(
        (Username, Password), (request.Parameters["username"], request.Parameters["password"])));

    public async ValueTask DisposeAsync()
    {
        await Provider.DisposeAsync();
        await _services.DisposeAsync();
        Signals.Dispose();
        _directory.Delete(recursive: true);
    }

    private SyncEngine Open(string address, Action<SyncOptions>? configure = null)
    {
        var account = new XtreamAccount(address, Username, Password);
        var source = new XtreamSource(account, Options, _services.GetRequiredService<IHttpClientFactory>());
        Told($"{account} {source}");
        return new SyncEngineBuilder().UseStore(Store)
            .UseLogging(_services.GetRequiredService<ILoggerFactory>())
            .Configure(options => (options.RetryDelay, options.ProgressInterval) = (TimeSpan.Zero, TimeSpan.Zero))
            .Configure(configure ?? (_ => { }))
            .AddProfile(SyncFixture.Profile, source)
            .Build();
    }
}
