using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;

namespace DataflowSync.Server.Progress;

/// <summary>The last event of each profile, for those who begin to watch in the middle. Thread-safe.</summary>
internal sealed class ProgressBoard(ICatalogSync sync) : BackgroundService
{
    private readonly ConcurrentDictionary<ProfileId, SyncProgress> _last = new();

    /// <summary>The last events, of one profile or of all.</summary>
    public IEnumerable<SyncProgress> Last(ProfileId? profileId) => profileId is { } id
        ? _last.TryGetValue(id, out var progress) ? [progress] : []
        : _last.Values;

    /// <summary>A run has begun, and is known before whoever started it is told.</summary>
    public void Begin(SyncProgress first) =>
        _last.AddOrUpdate(first.ProfileId, first, (_, known) => known.RunId == first.RunId ? known : first);

    public void Forget(ProfileId profileId) => _last.TryRemove(profileId, out _);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var progress in sync.WatchAllAsync(stoppingToken).ConfigureAwait(false))
            {
                _last[progress.ProfileId] = progress;
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }
}
