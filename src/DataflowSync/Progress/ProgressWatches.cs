namespace DataflowSync.Progress;

/// <summary>What can be enumerated any number of times: each enumeration watches for itself, from its own beginning.</summary>
internal sealed class ProgressWatches(ProgressHub hub, ProfileId? profileId, CancellationToken cancellationToken) : IAsyncEnumerable<SyncProgress>
{
    public IAsyncEnumerator<SyncProgress> GetAsyncEnumerator(CancellationToken enumerationToken = default)
    {
        var watch = new ProgressWatch(hub, profileId, CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, enumerationToken));
        hub.Add(watch);
        return watch;
    }
}
