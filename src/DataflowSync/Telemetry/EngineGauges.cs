using System.Collections.Concurrent;
using DataflowSync.Pipeline;

namespace DataflowSync.Telemetry;

/// <summary>What one engine lets be read of it at any time: its runs, its running graphs, its times of success. Thread-safe.</summary>
internal sealed class EngineGauges
{
    private readonly ConcurrentDictionary<StepGraph, bool> _graphs = new();
    private readonly ConcurrentDictionary<(ProfileId Profile, string Step), DateTimeOffset> _successes = new();
    private int _activeRuns;

    public EngineGauges() => SyncMetrics.Observe(this);

    public int ActiveRuns => Volatile.Read(ref _activeRuns);

    /// <summary>The blocks of all running graphs.</summary>
    public IEnumerable<StageBlock> Blocks => _graphs.Keys.SelectMany(graph => graph.Blocks);

    /// <summary>Each step's last success, of each profile that this engine ran.</summary>
    public IEnumerable<(string Step, DateTimeOffset At)> Successes => _successes.Select(entry => (entry.Key.Step, entry.Value));

    public void BeginRun() => Interlocked.Increment(ref _activeRuns);

    public void EndRun() => Interlocked.Decrement(ref _activeRuns);

    public void SetSuccess(ProfileId profileId, string step, DateTimeOffset at) => _successes[(profileId, step)] = at;

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
}
