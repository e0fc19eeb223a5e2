using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace DataflowSync.Progress;

/// <summary>Gives the progress of all runs to whoever watches. A slow watcher loses events in the middle. Thread-safe.</summary>
internal sealed class ProgressHub
{
    private const int BufferedEvents = 16;

    private readonly ConcurrentDictionary<Channel<SyncProgress>, ProfileId?> _watchers = new();

    public void Publish(SyncProgress progress)
    {
        foreach (var (channel, profileId) in _watchers)
        {
            if (profileId is null || profileId == progress.ProfileId)
            {
                channel.Writer.TryWrite(progress);
            }
        }
    }

    /// <param name="profileId">Whose events; null for everyone's.</param>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    public IAsyncEnumerable<SyncProgress> WatchAsync(ProfileId? profileId, CancellationToken cancellationToken)
    {
        // Watching begins now, not with the first read: a caller may start the run in between.
        var channel = Channel.CreateBounded<SyncProgress>(
            new BoundedChannelOptions(BufferedEvents) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        _watchers[channel] = profileId;
        return ReadAsync(channel, cancellationToken);
    }

    private async IAsyncEnumerable<SyncProgress> ReadAsync(
        Channel<SyncProgress> channel,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var progress in channel.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return progress;
            }
        }
        finally
        {
            _watchers.TryRemove(channel, out _);
        }
    }
}
