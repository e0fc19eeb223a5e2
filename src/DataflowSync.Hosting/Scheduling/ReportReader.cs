namespace DataflowSync.Hosting.Scheduling;

/// <summary>Reads from a report what it means for a kind.</summary>
internal static class ReportReader
{
    /// <param name="report">What the run did.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="state">What was known of it.</param>
    /// <param name="outcome">What follows.</param>
    /// <param name="isOurs">Whether the scheduler began the run: only then a cancelled one was called off.</param>
    /// <returns>What is known of it now: the same where the run did not ask for all of it.</returns>
    public static KindState Apply(SyncReport report, string kind, KindState state, RunOutcome outcome, bool isOurs)
    {
        var names = SyncKinds.StepsOf(kind);
        var steps = report.Steps.Where(step => names.Contains(step.Name)).ToList();
        if (steps.Count < names.Count)
        {
            return state;
        }

        if (steps.TrueForAll(step => step.Status == StepStatus.Completed))
        {
            return outcome.Succeeded(state);
        }

        if (report.Error is { EndsRun: true })
        {
            return outcome.Rejected(state);
        }

        // A step that failed before the run was cancelled has failed all the same.
        if (report.Status == SyncStatus.Cancelled && !steps.Exists(step => step.Status is StepStatus.Failed or StepStatus.Guarded or StepStatus.Partial))
        {
            return isOurs ? outcome.CalledOff(state) : state;
        }

        return steps.TrueForAll(step => step.Status is StepStatus.Completed or StepStatus.Guarded) ? outcome.Guarded(state) : outcome.Failed(state);
    }
}
