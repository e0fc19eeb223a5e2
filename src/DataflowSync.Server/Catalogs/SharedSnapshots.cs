using Microsoft.Extensions.Hosting;

namespace DataflowSync.Server.Catalogs;

/// <summary>
/// Opens what is published once for all requests of a second, instead of for each: opening reads the pointer and opens files. Nothing stays
/// open that nobody reads, for open files keep the disk space of what was superseded. Thread-safe.
/// </summary>
internal sealed class SharedSnapshots(ICatalogStore store, TimeProvider timeProvider) : BackgroundService
{
    /// <summary>How late a publication of another process may be seen. Those of this one are seen at once by whoever was told of them.</summary>
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly Dictionary<ProfileId, Task<SharedSnapshot>> _open = [];

    /// <exception cref="UnknownProfileException">The store holds nothing under this name.</exception>
    public async ValueTask<SnapshotUse> OpenAsync(ProfileId profileId, CancellationToken cancellationToken)
    {
        while (true)
        {
            var shared = await Current(profileId).WaitAsync(cancellationToken).ConfigureAwait(false);
            if (shared.TryUse())
            {
                return new SnapshotUse(shared);
            }
        }
    }

    /// <summary>Who opens a snapshot from now on sees what is published now.</summary>
    public void Expire(ProfileId profileId)
    {
        lock (_gate)
        {
            if (_open.Remove(profileId, out var old))
            {
                _ = RetireAsync(old);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(SweepInterval, timeProvider);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
            {
                Sweep(IsStale);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            Sweep(_ => true);
        }
    }

    private static async Task RetireAsync(Task<SharedSnapshot> old)
    {
        await ((Task)old).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (old.IsCompletedSuccessfully)
        {
            await (await old.ConfigureAwait(false)).ReleaseAsync().ConfigureAwait(false);
        }
    }

    private Task<SharedSnapshot> Current(ProfileId profileId)
    {
        lock (_gate)
        {
            if (_open.TryGetValue(profileId, out var current) && !IsStale(current))
            {
                return current;
            }

            return _open[profileId] = OpenAsync(profileId, current);
        }
    }

    /// <summary>The old one is held until the new one is open: what they have in common need not be opened again.</summary>
    private async Task<SharedSnapshot> OpenAsync(ProfileId profileId, Task<SharedSnapshot>? old)
    {
        try
        {
            // Not cancelled by whoever asked first: others wait for it as well.
            var openedAt = timeProvider.GetTimestamp();
            return new SharedSnapshot(await store.OpenAsync(profileId, CancellationToken.None).ConfigureAwait(false), openedAt);
        }
        finally
        {
            if (old is not null)
            {
                await RetireAsync(old).ConfigureAwait(false);
            }
        }
    }

    private bool IsStale(Task<SharedSnapshot> current) => current.IsCompleted
        && (!current.IsCompletedSuccessfully || timeProvider.GetElapsedTime(current.GetAwaiter().GetResult().OpenedAt) > MaxAge);

    private void Sweep(Func<Task<SharedSnapshot>, bool> isOver)
    {
        lock (_gate)
        {
            foreach (var (profileId, _) in _open.Where(entry => isOver(entry.Value)).ToList())
            {
                Expire(profileId);
            }
        }
    }
}
