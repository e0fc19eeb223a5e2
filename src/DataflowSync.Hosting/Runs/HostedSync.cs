using System.Collections.Concurrent;
using DataflowSync.Hosting.Profiles;
using DataflowSync.Hosting.Telemetry;
using Microsoft.Extensions.Hosting;

namespace DataflowSync.Hosting.Runs;

/// <summary>
/// The engine in a host: runs are told to the completions, and end as cancelled, with their reports, when the host stops.
/// Thread-safe.
/// </summary>
internal sealed class HostedSync(SyncEngine engine, ProfileCatalog profiles, IEnumerable<ISyncCompletion> completions, HostingLog log)
    : ICatalogSync, IHostedService, IDisposable
{
    private readonly ConcurrentDictionary<Task, bool> _runs = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _outOfTime = new();
    private readonly IReadOnlyList<ISyncCompletion> _completions = [.. completions];

    public ICatalogStore Store => engine.Store;

    public async Task<SyncReport> RunAsync(
        ProfileId profileId,
        RunOptions? options = null,
        IProgress<SyncProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        var run = RunAndTellAsync(profileId, ProfileDefaults.Apply(profiles.Find(profileId), options), progress, cancellationToken);
        _runs[run] = true;
        try
        {
            return await run.ConfigureAwait(false);
        }
        finally
        {
            _runs.TryRemove(run, out _);
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
        var running = _runs.Keys.ToList();
        if (running.Count > 0)
        {
            log.Stopping(running.Count);
        }

        await _stopping.CancelAsync().ConfigureAwait(false);
        await using var late = cancellationToken.Register(_outOfTime.Cancel).ConfigureAwait(false);
        try
        {
            await Task.WhenAll(running).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // Who called a run is told what it threw.
            if (running.Count(run => !run.IsCompleted) is > 0 and var left)
            {
                log.NotStoppedInTime(left);
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
        foreach (var completion in _completions)
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
