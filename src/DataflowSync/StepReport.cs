namespace DataflowSync;

/// <summary>
/// What one step did. Counts are the last attempt's and are conserved:
/// <c>Received = Added + Updated + Unchanged + Duplicates + Rejected + Filtered + Discarded</c>.
/// </summary>
public sealed record StepReport
{
    /// <summary>The step's name, which is its dataset's name.</summary>
    public required string Name { get; init; }

    /// <summary>How the step ended.</summary>
    public StepStatus Status { get; init; }

    /// <summary>Records read from the provider.</summary>
    public long Received { get; init; }

    /// <summary>Items published that were not there before.</summary>
    public long Added { get; init; }

    /// <summary>Items published with other content than before.</summary>
    public long Updated { get; init; }

    /// <summary>Items found equal to what is published.</summary>
    public long Unchanged { get; init; }

    /// <summary>Items that were there before and are no longer.</summary>
    public long Removed { get; init; }

    /// <summary>Further records of an id that was already received in the same attempt.</summary>
    public long Duplicates { get; init; }

    /// <summary>Records that could not become an item.</summary>
    public long Rejected { get; init; }

    /// <summary>Records outside the category filter.</summary>
    public long Filtered { get; init; }

    /// <summary>Records read, but not published.</summary>
    public long Discarded { get; init; }

    /// <summary>Items of this dataset in the published catalog after the step.</summary>
    public long Items { get; init; }

    /// <summary>Times the step was tried, the first included.</summary>
    public int Attempts { get; init; }

    /// <summary>Decoded body bytes.</summary>
    public long Bytes { get; init; }

    /// <summary>Time the step took, waits for retries included.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Why the step did not complete; null where it did.</summary>
    public SyncError? Error { get; init; }

    /// <summary>What was tolerated or is worth knowing, one short text each.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The first rejected records, at most 100.</summary>
    public IReadOnlyList<Reject> Rejects { get; init; } = [];
}
