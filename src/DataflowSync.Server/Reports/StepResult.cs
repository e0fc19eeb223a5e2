namespace DataflowSync.Server.Reports;

/// <summary>What a step did: <c>received = added + updated + unchanged + duplicates + rejected + filtered + discarded</c>.</summary>
internal sealed record StepResult
{
    /// <summary>The step, which is its dataset.</summary>
    public required string Name { get; init; }

    /// <summary>Completed, Partial, Guarded, Failed, Cancelled or Skipped.</summary>
    public required string Status { get; init; }

    /// <summary>Records read.</summary>
    public required long Received { get; init; }

    /// <summary>Items that are new.</summary>
    public required long Added { get; init; }

    /// <summary>Items that differ from before.</summary>
    public required long Updated { get; init; }

    /// <summary>Items that are as before.</summary>
    public required long Unchanged { get; init; }

    /// <summary>Items that are gone.</summary>
    public required long Removed { get; init; }

    /// <summary>Further records of an item that came before.</summary>
    public required long Duplicates { get; init; }

    /// <summary>Records that could not become items.</summary>
    public required long Rejected { get; init; }

    /// <summary>Records outside the categories that were asked for.</summary>
    public required long Filtered { get; init; }

    /// <summary>Records read, but not published.</summary>
    public required long Discarded { get; init; }

    /// <summary>Times the step was tried.</summary>
    public required int Attempts { get; init; }

    /// <summary>Bytes of the lists, unpacked.</summary>
    public required long Bytes { get; init; }

    /// <summary>Milliseconds the step took.</summary>
    public required long DurationMs { get; init; }

    /// <summary>Why it did not complete; null where it did.</summary>
    public required RunError? Error { get; init; }

    /// <summary>What was tolerated or is worth knowing.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>The first rejected records, at most 100.</summary>
    public required IReadOnlyList<RejectSample> Rejects { get; init; }

    public static StepResult From(StepReport step) => new()
    {
        Name = step.Name,
        Status = step.Status.ToString(),
        Received = step.Received,
        Added = step.Added,
        Updated = step.Updated,
        Unchanged = step.Unchanged,
        Removed = step.Removed,
        Duplicates = step.Duplicates,
        Rejected = step.Rejected,
        Filtered = step.Filtered,
        Discarded = step.Discarded,
        Attempts = step.Attempts,
        Bytes = step.Bytes,
        DurationMs = (long)step.Duration.TotalMilliseconds,
        Error = RunError.From(step.Error),
        Warnings = step.Warnings,
        Rejects = [.. step.Rejects.Select(RejectSample.From)],
    };
}
