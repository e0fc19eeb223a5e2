using DataflowSync.Progress;
using DataflowSync.Telemetry;

namespace DataflowSync.Steps;

/// <summary>What a run works with.</summary>
internal sealed record RunContext
{
    public required ProfileId ProfileId { get; init; }

    public required string RunId { get; init; }

    public required ICatalogSource Source { get; init; }

    public required ICatalogWriter Writer { get; init; }

    /// <summary>The steps to run, in order.</summary>
    public required IReadOnlyList<SyncStep> Steps { get; init; }

    public required SyncOptions Settings { get; init; }

    public required RunOptions Options { get; init; }

    public required RetryPolicy Retries { get; init; }

    public required RunProgress Progress { get; init; }

    public required TimeProvider TimeProvider { get; init; }

    public required SyncLog Log { get; init; }

    public required EngineGauges Gauges { get; init; }

    public override string ToString() => RunId;
}
