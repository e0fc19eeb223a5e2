namespace DataflowSync.EndToEnd.Tests.Setup;

/// <summary>Every record that was received is accounted for.</summary>
internal static class Conservation
{
    public static void Assert(SyncReport report)
    {
        foreach (var step in report.Steps)
        {
            Xunit.Assert.Equal(
                step.Received,
                step.Added + step.Updated + step.Unchanged + step.Duplicates + step.Rejected + step.Filtered + step.Discarded);
        }
    }
}
