using System.Collections.Concurrent;

namespace DataflowSync.Progress;

/// <summary>Gives the progress of all runs to whoever watches. Thread-safe.</summary>
internal sealed class ProgressHub
{
    private readonly ConcurrentDictionary<ProgressWatch, bool> _watches = new();

    public void Publish(SyncProgress progress)
    {
        foreach (var (watch, _) in _watches)
        {
            watch.Offer(progress);
        }
    }

    /// <summary>An enumeration of what is published from the moment it is begun.</summary>
    /// <param name="profileId">Whose events; null for everyone's.</param>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    public IAsyncEnumerable<SyncProgress> Watch(ProfileId? profileId, CancellationToken cancellationToken) =>
        new ProgressWatches(this, profileId, cancellationToken);

    public void Add(ProgressWatch watch) => _watches[watch] = true;

    public void Remove(ProgressWatch watch) => _watches.TryRemove(watch, out _);
}
