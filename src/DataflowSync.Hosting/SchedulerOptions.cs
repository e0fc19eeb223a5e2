using System.ComponentModel.DataAnnotations;

namespace DataflowSync.Hosting;

/// <summary>How the scheduler works, for all profiles. Read once, when the host starts.</summary>
public sealed class SchedulerOptions
{
    /// <summary>Whether scheduled syncs run in this process.</summary>
    /// <value>The default is true.</value>
    public bool Enabled { get; set; } = true;

    /// <summary>Most scheduled syncs at a time: 1 to 64. There is never more than one for a provider's host.</summary>
    /// <value>The default is 2.</value>
    [Range(1, 64)]
    public int MaxParallelRuns { get; set; } = 2;

    /// <summary>Wait after the first failure of a kind; it doubles with each further one in a row: 1 second to 1 day.</summary>
    /// <value>The default is 5 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan FailureDelay { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Longest wait after a failure: 1 second to 30 days.</summary>
    /// <value>The default is 6 hours.</value>
    [Range(typeof(TimeSpan), "00:00:01", "30.00:00:00", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan MaxFailureDelay { get; set; } = TimeSpan.FromHours(6);

    /// <summary>
    /// Wait after the provider rejected the account: 1 minute to 30 days. It ends where the profile changes. After a restart it is no
    /// longer than after any other failure, for the credentials may be new.
    /// </summary>
    /// <value>The default is 12 hours.</value>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan RejectedDelay { get; set; } = TimeSpan.FromHours(12);

    /// <summary>The wait after so many failures in a row, at least one.</summary>
    internal TimeSpan Backoff(int failures)
    {
        // In numbers, for they can be too large for times; doubling this often is beyond any limit.
        var seconds = FailureDelay.TotalSeconds * Math.Pow(2, Math.Clamp(failures - 1, 0, 30));
        return TimeSpan.FromSeconds(Math.Min(seconds, MaxFailureDelay.TotalSeconds));
    }
}
