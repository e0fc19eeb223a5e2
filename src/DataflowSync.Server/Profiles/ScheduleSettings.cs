using DataflowSync.Hosting;

namespace DataflowSync.Server.Profiles;

/// <summary>When a profile is synced without being asked. What is left out is as usual.</summary>
internal sealed class ScheduleSettings
{
    // Properties that can be set, for generated JSON readers give others no default.
    private static readonly SyncSchedule Usual = new();

    /// <summary>Whether it is synced.</summary>
    public bool Enabled { get; set; } = Usual.Enabled;

    /// <summary>Time from a success to the next sync: 1 minute to 365 days. Not looked at where there is a cron expression.</summary>
    public TimeSpan Interval { get; set; } = Usual.Interval;

    /// <summary>Times of the syncs as a cron expression of five fields, or of six with seconds first; null to sync by interval.</summary>
    public string? Cron { get; set; }

    /// <summary>The zone of the cron expression and of the quiet hours.</summary>
    public string TimeZone { get; set; } = Usual.TimeZone;

    /// <summary>Longest time, left to chance, that is added to each planned time: 0 to 1 day.</summary>
    public TimeSpan Jitter { get; set; } = Usual.Jitter;

    /// <summary>Times of day in which no sync begins, as HH:mm-HH:mm.</summary>
    public IReadOnlyList<string> QuietHours { get; set; } = Usual.QuietHours;

    public SyncSchedule ToSchedule() =>
        new() { Enabled = Enabled, Interval = Interval, Cron = Cron, TimeZone = TimeZone, Jitter = Jitter, QuietHours = QuietHours };
}
