using System.Collections.Concurrent;
using DataflowSync.Progress;
using DataflowSync.Steps;
using DataflowSync.Telemetry;

namespace DataflowSync;

/// <summary>The engine: runs syncs of its registered profiles into one store. Made by <see cref="SyncEngineBuilder"/>. Thread-safe.</summary>
public sealed class SyncEngine : ICatalogSync
{
    /// <summary>Name of the activity source, of the meter and of the log category.</summary>
    public const string TelemetryName = "DataflowSync";

    private readonly Func<ProfileId, CancellationToken, ValueTask<ICatalogSource?>> _findSource;
    private readonly SyncOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly RetryPolicy _retries;
    private readonly SyncLog _log;
    private readonly ProgressHub _hub = new();
    private readonly Func<ProfileId, bool> _isRegistered;
    private readonly ConcurrentDictionary<ProfileId, CancellationTokenSource> _running = new();

    internal SyncEngine(
        ICatalogStore store,
        Func<ProfileId, CancellationToken, ValueTask<ICatalogSource?>> findSource,
        Func<ProfileId, bool> isRegistered,
        Func<IEnumerable<ProfileId>>? listProfiles,
        SyncOptions options,
        TimeProvider timeProvider,
        Func<double> random,
        SyncLog log)
    {
        Store = store;
        _findSource = findSource;
        _isRegistered = isRegistered;
        Gauges = new EngineGauges(listProfiles);
        _options = options;
        _timeProvider = timeProvider;
        _retries = new RetryPolicy(options, timeProvider, random);
        _log = log;
    }

    /// <summary>The store, to read what was published.</summary>
    public ICatalogStore Store { get; }

    internal EngineGauges Gauges { get; }

    /// <inheritdoc/>
    public async Task<SyncReport> RunAsync(
        ProfileId profileId,
        RunOptions? options = null,
        IProgress<SyncProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        var source = await _findSource(profileId, cancellationToken).ConfigureAwait(false) ?? throw new UnknownProfileException(profileId);
        var runOptions = options ?? new RunOptions();
        var steps = RunSteps.Select(source, runOptions);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (!_running.TryAdd(profileId, stop))
        {
            throw new ProfileBusyException(profileId);
        }

        try
        {
            // The graph is built of pool threads anyway; a caller with a user interface is not held up by the rest.
            var report = await Task.Run(
                () => RunAsync(profileId, source, steps, runOptions, progress, stop.Token), CancellationToken.None).ConfigureAwait(false);
            return report.Status == SyncStatus.Cancelled && cancellationToken.IsCancellationRequested
                ? throw new SyncCanceledException(report, cancellationToken)
                : report;
        }
        finally
        {
            _running.TryRemove(profileId, out _);
        }
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<SyncProgress> WatchAsync(ProfileId profileId, CancellationToken cancellationToken = default) =>
        _hub.Watch(profileId, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<SyncProgress> WatchAllAsync(CancellationToken cancellationToken = default) =>
        _hub.Watch(profileId: null, cancellationToken);

    /// <inheritdoc/>
    public bool TryCancel(ProfileId profileId)
    {
        if (!_running.TryGetValue(profileId, out var stop))
        {
            return false;
        }

        try
        {
            stop.Cancel();
            return true;
        }
        catch (ObjectDisposedException)
        {
            // The run ended in this very moment.
            return false;
        }
    }

    /// <inheritdoc/>
    public async Task<ProfileStatus> GetStatusAsync(ProfileId profileId, CancellationToken cancellationToken = default)
    {
        var isRunning = _running.ContainsKey(profileId);
        try
        {
            var status = await Store.GetStatusAsync(profileId, cancellationToken).ConfigureAwait(false);
            Gauges.Read(profileId, status);
            return status with { IsRunning = _running.ContainsKey(profileId) };
        }
        catch (UnknownProfileException) when (isRunning || _running.ContainsKey(profileId))
        {
            // Its first run: the store knows it once something is published.
            return new ProfileStatus { IsRunning = true };
        }
        catch (UnknownProfileException)
        {
            Gauges.ReadNothing(profileId, _isRegistered(profileId));
            throw;
        }
    }

    private async Task<SyncReport> RunAsync(
        ProfileId profileId,
        ICatalogSource source,
        IReadOnlyList<SyncStep> steps,
        RunOptions options,
        IProgress<SyncProgress>? listener,
        CancellationToken cancellationToken)
    {
        var runId = Guid.CreateVersion7(_timeProvider.GetUtcNow()).ToString("N");
        var teller = new ProgressTeller(_hub, listener, _log);
        var progress = new RunProgress(profileId, runId, steps, _options.ProgressInterval, _timeProvider, teller.Tell);
        ICatalogWriter writer;
        try
        {
            // Not cancellable: taking the lock takes a moment, and a run that is cancelled from the start is reported as one.
            writer = await Store.OpenWriterAsync(profileId, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not ProfileBusyException)
        {
            using var activity = SyncActivities.StartRun(profileId, runId);
            var report = UnopenedRun.Report(profileId, runId, steps, progress, exception, _timeProvider.GetUtcNow());
            _log.Failed("opening the store", attempt: 1, report.Error!.Code, report.Error.Message);
            OutcomeSignals.EndRun(activity, report, _log);
            Gauges.SetResult(report, isGuarded: null);
            return report;
        }

        try
        {
            var run = new SyncRun(new RunContext
            {
                ProfileId = profileId,
                RunId = runId,
                Source = source,
                Writer = writer,
                Steps = steps,
                Settings = _options,
                Options = options,
                Retries = _retries,
                Progress = progress,
                TimeProvider = _timeProvider,
                Log = _log,
                Gauges = Gauges,
            });
            return await run.RunAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await CloseAsync(writer, profileId).ConfigureAwait(false);
        }
    }

    /// <summary>What clearing up meets must not hide how the run ended.</summary>
    private async Task CloseAsync(ICatalogWriter writer, ProfileId profileId)
    {
        try
        {
            await writer.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            _log.WriterNotClosed(exception, profileId);
        }
    }
}
