namespace DataflowSync.Steps;

/// <summary>Makes the report of a step from its last attempt.</summary>
internal static class StepReports
{
    public static StepReport From(SyncStep step, AttemptResult result, int attempts, TimeSpan duration, IEnumerable<string> storeWarnings)
    {
        var counters = result.Counters;
        var report = new StepReport
        {
            Name = step.Name,
            Status = result.Status,
            Received = counters.Received,
            Duplicates = counters.Duplicates,
            Rejected = counters.Rejected,
            Filtered = counters.Filtered,
            Items = result.Items,
            Attempts = attempts,
            Bytes = counters.Bytes,
            Duration = duration,
            Error = result.Error,
            Warnings = [.. storeWarnings, .. result.Warnings],
            Rejects = counters.Samples,
        };
        return result.Published
            ? report with
            {
                Added = counters.Added,
                Updated = counters.Updated,
                Unchanged = counters.Unchanged,
                Removed = result.Removed,
            }
            : report with { Discarded = counters.Items };
    }
}
