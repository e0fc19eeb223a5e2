using System.Collections.Concurrent;
using DataflowSync.Hosting.Profiles;
using DataflowSync.Hosting.Telemetry;
using Microsoft.Extensions.Hosting;

namespace DataflowSync.Hosting.Runs;

/// <summary>
/// The engine in a host: runs are told to the completions, and end as cancelled, with their reports, when the host stops.
/// Thread-safe.
/// </summary>
internal sealed class HostedSync(SyncEngine engine, ProfileCatalog profiles, Lazy<IReadOnlyList<ISyncCompletion>> completions, RunFeed feed, HostingLog log)
    : ICatalogSync, IHostedService, IDisposable
{
    private readonly ConcurrentDictionary<Task, bool> _runs = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _outOfTime = new();

    public ICatalogStore Store => engine.Store;

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
        engine.WatchAsync(profileId, cancellationToken);

    public IAsyncEnumerable<SyncProgress> WatchAllAsync(CancellationToken cancellationToken = default) => engine.WatchAllAsync(cancellationToken);

    public bool TryCancel(ProfileId profileId) => engine.TryCancel(profileId);

    public Task<ProfileStatus> GetStatusAsync(ProfileId profileId, CancellationToken cancellationToken = default) =>
        engine.GetStatusAsync(profileId, cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Cancels what runs, and waits for the reports and for those who are told of them.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (!_runs.IsEmpty)
        {
            log.Stopping(_runs.Count);
        }

        feed.Stop();
        await _stopping.CancelAsync().ConfigureAwait(false);
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
        _stopping.Dispose();
        _outOfTime.Dispose();
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
