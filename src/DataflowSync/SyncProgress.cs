using System.Collections.ObjectModel;

namespace DataflowSync;

/// <summary>A moment of a run. Immutable; <see cref="Progress"/> never goes back within a run.</summary>
public sealed record SyncProgress
{
    /// <summary>The profile that is synced.</summary>
    public required ProfileId ProfileId { get; init; }

    /// <summary>Identifies the run.</summary>
    public required string RunId { get; init; }

    /// <summary>How the run ended; null while it runs.</summary>
    public SyncStatus? Status { get; init; }

    /// <summary>Percent done: <c>floor(100 × (finished steps + fraction of the running one) / requested steps)</c>.</summary>
    public int Progress { get; init; }

    /// <summary>What is going on, for a person: <c>Starting sync...</c>, <c>Syncing movies...</c>, <c>Sync completed successfully</c>.</summary>
    public required string CurrentStep { get; init; }

    /// <summary>The requested steps, in order.</summary>
    public IReadOnlyList<StepProgress> Steps { get; init; } = [];

    /// <summary>Items a second over the last moments.</summary>
    public double ItemsPerSecond { get; init; }

    /// <summary>Decoded body bytes read by the run so far.</summary>
    public long Bytes { get; init; }

    /// <summary>Decoded body bytes a second over the last moments.</summary>
    public double BytesPerSecond { get; init; }

    /// <summary>
    /// How full each bounded block of the running attempt's graph is, by its name, fetch, parse, batch or store: 0 empty to 1 full. A block
    /// that stays full waits for the next one, which is the slow one. Nothing while no graph runs, as when a step publishes.
    /// </summary>
    public IReadOnlyDictionary<string, double> BlockFill { get; init; } = ReadOnlyDictionary<string, double>.Empty;

    /// <summary>Time since the run began.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>One line for each error so far, for a person.</summary>
    public IReadOnlyList<string> Errors { get; init; } = [];
}
