namespace DataflowSync.Server.Traces;

/// <summary>What a run did when, in spans.</summary>
internal sealed record RunTrace
{
    /// <summary>The profile.</summary>
    public required string ProfileId { get; init; }

    /// <summary>Identifies the run.</summary>
    public required string RunId { get; init; }

    /// <summary>Identifies the trace wherever else its spans were sent.</summary>
    public required string TraceId { get; init; }

    /// <summary>When the run began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Milliseconds the run took.</summary>
    public required double DurationMs { get; init; }

    /// <summary>Spans that were too many to keep: batches and bodies after the first 1,000.</summary>
    public required int Omitted { get; init; }

    /// <summary>The spans, in the order they began.</summary>
    public required IReadOnlyList<TraceSpan> Spans { get; init; }
}
