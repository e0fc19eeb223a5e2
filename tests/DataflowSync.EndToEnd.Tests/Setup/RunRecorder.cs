using DataflowSync.Testing;
using DataflowSync.Tests.Telemetry;

namespace DataflowSync.EndToEnd.Tests.Setup;

/// <summary>
/// Runs syncs in which nothing is left to chance but the run's id: the clock stands still but for waits between attempts, which a test
/// lets pass, and for a quarter of a second that every publication takes, so that durations and rates are not all zero.
/// </summary>
internal sealed class RunRecorder : IAsyncDisposable
{
    private static readonly TimeSpan PublicationTime = TimeSpan.FromMilliseconds(250);

    private readonly SignalRecorder _signals = new();
    private readonly RecordingLogger _log = new();
    private InterceptedStore _store = null!;

    private RunRecorder()
    {
    }

    public ManualClock Clock { get; } = new();

    public SyncFixture Fixture { get; private set; } = null!;

    public static async Task<RunRecorder> StartAsync()
    {
        var recorder = new RunRecorder();
        recorder.Fixture = await SyncFixture.StartAsync(
            engine: engine => (engine.RetryDelay, engine.RetryJitter) = (TimeSpan.FromSeconds(1), 0),
            time: recorder.Clock,
            store: inner => recorder._store = new InterceptedStore(inner),
            logging: recorder._log);
        recorder._store.BeforePublish = recorder.TakeTimeAsync;
        return recorder;
    }

    /// <summary>Runs a sync.</summary>
    /// <param name="meanwhile">What to do once it has begun.</param>
    public async Task<RecordedRun> RunAsync(Func<Task>? meanwhile = null)
    {
        _log.Lines.Clear();
        var progress = new ProgressLog();
        var run = Fixture.SyncAsync(progress: progress);
        await (meanwhile?.Invoke() ?? Task.CompletedTask);
        return Recorded(await run, progress);
    }

    /// <summary>Runs a sync that is cancelled, by its token, at the moment a dataset is about to be published.</summary>
    public async Task<RecordedRun> RunCancelledAtPublicationAsync(string dataset)
    {
        using var cancel = new CancellationTokenSource();
        _store.BeforePublish = async (published, cancellationToken) =>
        {
            if (published == dataset)
            {
                await cancel.CancelAsync();
                cancellationToken.ThrowIfCancellationRequested();
            }

            await TakeTimeAsync(published, cancellationToken);
        };
        var progress = new ProgressLog();

        var error = await Assert.ThrowsAsync<SyncCanceledException>(
            () => Fixture.Sync.RunAsync(SyncFixture.Profile, progress: progress, cancellationToken: cancel.Token).WaitAsync(SyncFixture.LongEnough));

        Conservation.Assert(error.Report);
        return Recorded(error.Report, progress);
    }

    public async ValueTask DisposeAsync()
    {
        await Fixture.DisposeAsync();
        _signals.Dispose();
        _log.Dispose();
    }

    /// <summary>Picks the run's own spans: the listener hears the other tests of the process too.</summary>
    private RecordedRun Recorded(SyncReport report, ProgressLog progress)
    {
        var root = Assert.Single(_signals.Ended, span => span.GetTagItem("dataflowsync.run.id") as string == report.RunId);
        return new RecordedRun(report, progress.Events, [.. _log.Lines], [.. _signals.Ended.Where(span => span.TraceId == root.TraceId)]);
    }

    private Task TakeTimeAsync(string dataset, CancellationToken cancellationToken)
    {
        Clock.Advance(PublicationTime);
        return Task.CompletedTask;
    }
}
