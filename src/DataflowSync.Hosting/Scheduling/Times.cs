namespace DataflowSync.Hosting.Scheduling;

/// <summary>Arithmetic of times.</summary>
internal static class Times
{
    public static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    public static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    /// <summary>A cron expression may have no next time, which is the end of all times: nothing is later.</summary>
    public static DateTimeOffset Later(this DateTimeOffset time, TimeSpan by) =>
        DateTimeOffset.MaxValue - time <= by ? DateTimeOffset.MaxValue : time + by;
}
