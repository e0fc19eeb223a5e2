using DataflowSync.Change;

namespace DataflowSync.Steps;

/// <summary>What the attempts at one step work with.</summary>
/// <param name="Run">The run they belong to.</param>
/// <param name="Step">The step.</param>
internal sealed record StepContext(RunContext Run, SyncStep Step)
{
    public CategoryFilter Filter { get; } = new(Run.Options.Categories?.GetValueOrDefault(Step.Name));

    public ShrinkGuard Guard { get; } = new(Run.Settings);

    /// <summary>The fetch of this step that an earlier run held back.</summary>
    public GuardRecord? HeldBefore => Run.Writer.Status.Guards.GetValueOrDefault(Step.Name);

    public bool AcceptsShrink => Run.Options.AcceptShrink.Contains(Step.Name);

    public override string ToString() => Step.Name;
}
