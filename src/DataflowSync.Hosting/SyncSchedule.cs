using System.ComponentModel.DataAnnotations;

namespace DataflowSync.Hosting;

/// <summary>When a profile is synced by the scheduler. Immutable.</summary>
public sealed record SyncSchedule
{
    /// <summary>Whether the scheduler syncs the profile. Runs that are asked for are not hindered.</summary>
    /// <value>The default is true.</value>
    public bool Enabled { get; init; } = true;

    /// <summary>Time from a success to the next sync of the same kind: 1 minute to 365 days. Not looked at where <see cref="Cron"/> is set.</summary>
    /// <value>The default is 6 hours.</value>
    [Range(typeof(TimeSpan), "00:01:00", "365.00:00:00", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan Interval { get; init; } = TimeSpan.FromHours(6);

    /// <summary>
    /// Times of the syncs as a cron expression of five fields, or of six with seconds first: <c>30 4 * * *</c> is half past four each day.
    /// Times that pass while nothing can run are caught up by one sync. Null to sync by <see cref="Interval"/>.
    /// </summary>
    /// <value>The default is null.</value>
    public string? Cron { get; init; }

    /// <summary>The zone of <see cref="Cron"/> and <see cref="QuietHours"/>, as the system names it: <c>Europe/Berlin</c>.</summary>
    /// <value>The default is UTC.</value>
    [Required]
    public string TimeZone { get; init; } = "UTC";

    /// <summary>
    /// Longest time, left to chance, that is added to each planned time, so that profiles with the same schedule do not start together:
    /// 0 to 1 day. Kinds that would be due within this time, or within a tenth of the interval, join a run of the profile that begins anyway.
    /// </summary>
    /// <value>The default is 5 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan Jitter { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Times of day in which the scheduler begins no sync, as <c>HH:mm-HH:mm</c>; the second is not part of it, and may be on the next day:
    /// <c>19:00-01:00</c>. A sync that is running when they begin goes on.
    /// </summary>
    /// <value>The default is none.</value>
    public IReadOnlyList<string> QuietHours { get; init; } = [];
}
