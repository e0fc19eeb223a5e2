using DataflowSync.Pipeline;

namespace DataflowSync.Steps;

/// <summary>What one attempt at a step came to.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Counters">What it counted.</param>
internal sealed record AttemptResult(StepStatus Status, StepCounters Counters) : IAttempt
{
    public SyncError? Error { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    public long Removed { get; init; }

    /// <summary>Items of the dataset published after the attempt.</summary>
    public long Items { get; init; }

    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The fetch that was held back, where it was.</summary>
    public GuardRecord? Guard { get; init; }

    /// <summary>Whether the attempt's list is what readers see now.</summary>
    public bool Published => Status is StepStatus.Completed or StepStatus.Partial;
}
