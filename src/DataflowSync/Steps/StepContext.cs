using DataflowSync.Change;
using DataflowSync.Progress;
using DataflowSync.Telemetry;

namespace DataflowSync.Steps;

/// <summary>What the attempts at one step work with.</summary>
internal sealed record StepContext
{
    public required SyncStep Step { get; init; }

    public required ICatalogSource Source { get; init; }

    public required ICatalogWriter Writer { get; init; }

    public required SyncOptions Settings { get; init; }

    public required RunOptions Options { get; init; }

    public required CategoryFilter Filter { get; init; }

    public required ShrinkGuard Guard { get; init; }

    /// <summary>The fetch of this step that an earlier run held back.</summary>
    public required GuardRecord? HeldBefore { get; init; }

    public required RunProgress Progress { get; init; }

    public required TimeProvider TimeProvider { get; init; }

    public required SyncLog Log { get; init; }

    public bool AcceptsShrink => Options.AcceptShrink.Contains(Step.Name);

    public override string ToString() => Step.Name;
}
