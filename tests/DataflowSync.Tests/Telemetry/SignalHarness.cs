using DataflowSync.LiteDb;
using DataflowSync.Tests.Engine;

namespace DataflowSync.Tests.Telemetry;

/// <summary>An engine with two profiles on one store that can fail, and all it emits.</summary>
internal sealed class SignalHarness : IAsyncDisposable
{
    public const string Home = "home";

    public const string Away = "away";

    /// <summary>For barriers, so that a defect ends a test instead of hanging it. Nothing is measured by it.</summary>
    public static readonly TimeSpan LongEnough = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("dataflowsync-");

    public SignalHarness(TimeProvider? timeProvider = null, Action<SyncOptions>? configure = null, bool listens = true, params SyncStep[] steps)
    {
        Recorder = listens ? new SignalRecorder() : null;
        Source = new ScriptedSource(steps);
        AwaySource = new ScriptedSource(steps);
        Store = new FaultyStore(new LiteDbCatalogStore(new LiteDbStoreOptions { DataDirectory = _directory.FullName, Disk = Disk }));
        Sync = new SyncEngineBuilder()
            .UseStore(Store)
            .UseLogging(Log)
            .UseTimeProvider(timeProvider ?? TimeProvider.System)
            .AddProfile(Home, Source)
            .AddProfile(Away, AwaySource)
            .Configure(options => options.RetryDelay = TimeSpan.Zero)
            .Configure(configure ?? (_ => { }))
            .Build();
    }

    public SignalRecorder? Recorder { get; }

    public SignalRecorder Heard => Recorder ?? throw new InvalidOperationException("Nobody listens.");

    public RecordingLogger Log { get; } = new();

    public ScriptedSource Source { get; }

    public ScriptedSource AwaySource { get; }

    public FaultyDisk Disk { get; } = new();

    public FaultyStore Store { get; }

    public SyncEngine Sync { get; }

    /// <summary>Runs profile <see cref="Home"/> with answers to its first step.</summary>
    public Task<SyncReport> SyncAsync(params string[] answers) => SyncAsync(progress: null, answers);

    public Task<SyncReport> SyncAsync(IProgress<SyncProgress>? progress, params string[] answers)
    {
        foreach (var answer in answers)
        {
            Source.Answer(Source.Steps[0].Name, answer);
        }

        return Sync.RunAsync(Home, new RunOptions { Steps = [Source.Steps[0].Name] }, progress);
    }

    public ValueTask DisposeAsync()
    {
        Recorder?.Dispose();
        Log.Dispose();
        _directory.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }
}
