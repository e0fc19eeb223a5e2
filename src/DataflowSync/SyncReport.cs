namespace DataflowSync;

/// <summary>What a run did: the same for every way of running, and what is kept as history. Holds no credentials.</summary>
public sealed record SyncReport
{
    /// <summary>The profile that was synced.</summary>
    public required ProfileId ProfileId { get; init; }

    /// <summary>Identifies the run.</summary>
    public required string RunId { get; init; }

    /// <summary>How the run ended.</summary>
    public SyncStatus Status { get; init; }

    /// <summary>Percent reached, 0 to 100: failed steps count as finished, skipped ones do not.</summary>
    public int Progress { get; init; }

    /// <summary>When the run began.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>Time the run took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Why the whole run ended early; null where it did not.</summary>
    public SyncError? Error { get; init; }

    /// <summary>What the account check told; null where it did not succeed.</summary>
    public AccountInfo? Account { get; init; }

    /// <summary>The steps asked for, in order.</summary>
    public IReadOnlyList<StepReport> Steps { get; init; } = [];

    /// <summary>One line for each error, for a person.</summary>
    public IReadOnlyList<string> Errors { get; init; } = [];
}
