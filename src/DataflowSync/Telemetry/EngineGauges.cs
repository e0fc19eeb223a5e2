using System.Collections.Concurrent;
using DataflowSync.Pipeline;

namespace DataflowSync.Telemetry;

/// <summary>What one engine lets be read of it at any time: its runs, its running graphs, how its profiles stand. Thread-safe.</summary>
internal sealed class EngineGauges
{
    private readonly Func<IEnumerable<ProfileId>>? _listProfiles;
    private readonly ConcurrentDictionary<StepGraph, bool> _graphs = new();
    private readonly ConcurrentDictionary<ProfileId, ProfileGauge> _profiles = new();
    private int _activeRuns;

    /// <param name="listProfiles">The profiles that count, each once; null for all that were met.</param>
    public EngineGauges(Func<IEnumerable<ProfileId>>? listProfiles)
    {
        _listProfiles = listProfiles;
        SyncMetrics.Observe(this);
    }

    public int ActiveRuns => Volatile.Read(ref _activeRuns);

    /// <summary>The blocks of all running graphs.</summary>
    public IEnumerable<StageBlock> Blocks => _graphs.Keys.SelectMany(graph => graph.Blocks);

    /// <summary>The profiles that were run or whose status was read, and that there still are.</summary>
    public IEnumerable<ProfileGauge> Profiles => _listProfiles is { } list
        ? list().Select(profile => _profiles.GetValueOrDefault(profile)).OfType<ProfileGauge>()
        : _profiles.Values;

    /// <summary>Takes in what was read of a profile from the store.</summary>
    public void Read(ProfileId profileId, ProfileStatus status) => Change(profileId, profile => profile.Read(status));

    /// <summary>The store holds nothing of a profile.</summary>
    /// <param name="profileId">The profile.</param>
    /// <param name="isRegistered">Whether there is such a profile.</param>
    public void ReadNothing(ProfileId profileId, bool isRegistered)
    {
        if (isRegistered)
        {
            _profiles[profileId] = ProfileGauge.Never;
        }
        else
        {
            _profiles.TryRemove(profileId, out _);
        }
    }

    public void BeginRun(ProfileId profileId, ProfileStatus status, IEnumerable<SyncStep> steps)
    {
        Interlocked.Increment(ref _activeRuns);
        Change(profileId, profile => profile.Begin(status, steps));
    }

    public void SetSuccess(ProfileId profileId, string step, DateTimeOffset at) => Change(profileId, profile => profile.Succeed(step, at));

    /// <summary>Tells how a run ended, which may still be going on.</summary>
    public void SetResult(SyncReport report, bool? isGuarded) => Change(report.ProfileId, profile => profile.End(report, isGuarded));

    public void EndRun() => Interlocked.Decrement(ref _activeRuns);

    /// <summary>Runs a graph, visible while it runs.</summary>
    public async Task RunAsync(StepGraph graph, SyncStep step)
    {
        _graphs[graph] = true;
        try
        {
            await graph.RunAsync(step).ConfigureAwait(false);
        }
        finally
        {
            _graphs.TryRemove(graph, out _);
        }
    }

    private void Change(ProfileId profileId, Func<ProfileGauge, ProfileGauge> change) =>
        _profiles.AddOrUpdate(profileId, _ => change(ProfileGauge.Never), (_, profile) => change(profile));
}
