using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using DataflowSync.Hosting.Profiles;
using DataflowSync.Hosting.Telemetry;
using Microsoft.Extensions.Hosting;

namespace DataflowSync.Hosting.Runs;

/// <summary>
/// The engine in a host: runs are told to the completions, and end as cancelled, with their reports, when the host stops.
/// Thread-safe.
/// </summary>
internal sealed class HostedSync(
    SyncEngine engine,
    ProfileCatalog profiles,
    Lazy<IReadOnlyList<ISyncCompletion>> completions,
    RunFeed feed,
    IHostApplicationLifetime lifetime,
    HostingLog log)
    : ICatalogSync, IHostedService, IDisposable
{
    private readonly ConcurrentDictionary<Task, bool> _runs = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _outOfTime = new();
    private CancellationTokenRegistration _stoppingHost;

    public ICatalogStore Store => engine.Store;

    internal SyncEngine Engine => engine;

    public async Task<SyncReport> RunAsync(
        ProfileId profileId,
        RunOptions? options = null,
        IProgress<SyncProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        // Known before it begins, so that a host that stops in between waits for it.
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _runs[ended.Task] = true;
        try
        {
            return await RunAndTellAsync(profileId, ProfileDefaults.Apply(profiles.Find(profileId), options), progress, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _runs.TryRemove(ended.Task, out _);
            ended.SetResult();
        }
    }

    public IAsyncEnumerable<SyncProgress> WatchAsync(ProfileId profileId, CancellationToken cancellationToken = default) =>
        UntilStoppedAsync(engine.WatchAsync(profileId, CancellationToken.None), cancellationToken);

    public IAsyncEnumerable<SyncProgress> WatchAllAsync(CancellationToken cancellationToken = default) =>
        UntilStoppedAsync(engine.WatchAllAsync(CancellationToken.None), cancellationToken);

    public bool TryCancel(ProfileId profileId) => engine.TryCancel(profileId);

    public Task<ProfileStatus> GetStatusAsync(ProfileId profileId, CancellationToken cancellationToken = default) =>
        engine.GetStatusAsync(profileId, cancellationToken);

    /// <summary>
    /// From now on runs and watchers end as soon as the host begins to stop: a web server that stops before this waits for the requests
    /// that wait for them.
    /// </summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _stoppingHost = lifetime.ApplicationStopping.Register(BeginStop);
        return Task.CompletedTask;
    }

    /// <summary>Cancels what runs, and waits for the reports and for those who are told of them.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        BeginStop();
        var late = cancellationToken.Register(_outOfTime.Cancel);
        await using (late.ConfigureAwait(false))
        {
            try
            {
                while (!_runs.IsEmpty)
                {
                    await Task.WhenAll(_runs.Keys).WaitAsync(cancellationToken).ConfigureAwait(false);
                }
            }
            catch (OperationCanceledException)
            {
                log.NotStoppedInTime(_runs.Count);
            }
        }
    }

    public void Dispose()
    {
        _stoppingHost.Dispose();
        _stopping.Dispose();
        _outOfTime.Dispose();
    }

    private void BeginStop()
    {
        if (!feed.IsStopping && !_runs.IsEmpty)
        {
            log.Stopping(_runs.Count);
        }

        feed.Stop();
        _stopping.Cancel();
    }

    private async IAsyncEnumerable<SyncProgress> UntilStoppedAsync(
        IAsyncEnumerable<SyncProgress> moments, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stopping.Token);
        var watch = moments.GetAsyncEnumerator(stop.Token);
        await using (watch.ConfigureAwait(false))
        {
            while (await NextAsync(watch, cancellationToken).ConfigureAwait(false))
            {
                yield return watch.Current;
            }
        }
    }

    private static async Task<bool> NextAsync(IAsyncEnumerator<SyncProgress> watch, CancellationToken cancellationToken)
    {
        try
        {
            return await watch.MoveNextAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The host stops: nothing more will come.
            return false;
        }
    }

    private async Task<SyncReport> RunAndTellAsync(
        ProfileId profileId, RunOptions options, IProgress<SyncProgress>? progress, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stopping.Token);
        try
        {
            var report = await engine.RunAsync(profileId, options, progress, stop.Token).ConfigureAwait(false);
            await TellAsync(report).ConfigureAwait(false);
            return report;
        }
        catch (SyncCanceledException exception)
        {
            await TellAsync(exception.Report).ConfigureAwait(false);
            return cancellationToken.IsCancellationRequested
                ? throw new SyncCanceledException(exception.Report, cancellationToken)
                : exception.Report;
        }
    }

    private async Task TellAsync(SyncReport report)
    {
        feed.Tell(report);
        foreach (var completion in completions.Value)
        {
            try
            {
                await completion.OnCompletedAsync(report, _outOfTime.Token).ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                log.CompletionFailed(exception, completion.GetType().Name, report.ProfileId);
            }
        }
    }
}
