using System.Collections.Concurrent;
using System.Diagnostics;
using DataflowSync.Server.Progress;
using DataflowSync.Server.Setup;

namespace DataflowSync.Server.Runs;

/// <summary>Starts runs that go on when the request is answered. The host ends them when it stops. Thread-safe.</summary>
internal sealed class RunStarter(ICatalogSync sync, ProgressBoard board, ServerLog log)
{
    private readonly ConcurrentDictionary<ProfileId, (RunStart Start, Task Run)> _runs = new();

    /// <returns>The run's id.</returns>
    /// <exception cref="ArgumentException">A step or a filter names what there is not.</exception>
    /// <exception cref="UnknownProfileException">There is no such profile.</exception>
    /// <exception cref="ProfileBusyException">It is being synced.</exception>
    public async Task<string> StartAsync(ProfileId profileId, RunOptions options)
    {
        // A run tells its end, and then gives the profile back: who heard of it may start another at once.
        if (_runs.TryGetValue(profileId, out var last) && last.Start.HasToldItsEnd)
        {
            await last.Run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        // The trace of a run is its own, not that of the request, which ends long before.
        Activity.Current = null;
        var start = new RunStart(board);
        var run = sync.RunAsync(profileId, options, start, CancellationToken.None);
        if (await Task.WhenAny(start.Begun, run).ConfigureAwait(false) == run && !start.Begun.IsCompleted)
        {
            return (await run.ConfigureAwait(false)).RunId;
        }

        _runs[profileId] = (start, run);
        _ = ObserveAsync(profileId, run);
        return await start.Begun.ConfigureAwait(false);
    }

    private async Task ObserveAsync(ProfileId profileId, Task run)
    {
        try
        {
            await run.ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            log.RunFailed(exception, profileId);
        }
    }
}
