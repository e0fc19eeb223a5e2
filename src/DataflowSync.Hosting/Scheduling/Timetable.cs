using System.ComponentModel.DataAnnotations;
using Cronos;

namespace DataflowSync.Hosting.Scheduling;

/// <summary>A schedule made ready to be asked. Immutable.</summary>
internal sealed class Timetable
{
    private readonly CronExpression? _cron;
    private readonly TimeZoneInfo _zone;
    private readonly TimeOfDayRange[] _quiet;

    /// <exception cref="ArgumentException">The schedule cannot be understood.</exception>
    public Timetable(SyncSchedule schedule)
    {
        if (Check(schedule).FirstOrDefault() is { } failure)
        {
            throw new ArgumentException(failure, nameof(schedule));
        }

        Schedule = schedule;
        _cron = schedule.Cron is { } cron ? Parse(cron) : null;
        JoinWithin = _cron is null ? Times.Longer(schedule.Jitter, schedule.Interval / 10) : schedule.Jitter;
        _zone = TimeZoneInfo.FindSystemTimeZoneById(schedule.TimeZone);
        _quiet = [.. schedule.QuietHours.Select(text => TimeOfDayRange.TryParse(text, out var range) ? range : default)];
    }

    public SyncSchedule Schedule { get; }

    /// <summary>
    /// How long before it is due a kind joins a run of its profile that begins anyway: else kinds that a failure has once set apart would
    /// never come together again, and each had runs of its own.
    /// </summary>
    public TimeSpan JoinWithin { get; }

    /// <summary>What cannot be understood, one line each.</summary>
    public static IEnumerable<string> Check(SyncSchedule schedule)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(schedule, new ValidationContext(schedule), results, validateAllProperties: true);
        foreach (var result in results)
        {
            yield return $"{string.Join(",", result.MemberNames)}: {result.ErrorMessage}";
        }

        if (schedule.Cron is { } cron && !CronExpression.TryParse(cron, FormatOf(cron), out _))
        {
            yield return "Cron: not a cron expression of five fields, or of six with seconds first.";
        }

        if (schedule.TimeZone is { Length: > 0 } && !TimeZoneInfo.TryFindSystemTimeZoneById(schedule.TimeZone, out _))
        {
            yield return "TimeZone: this system does not know it.";
        }

        if (schedule.QuietHours.Any(text => !TimeOfDayRange.TryParse(text, out _)))
        {
            yield return "QuietHours: a part of the day is HH:mm-HH:mm, for example 19:00-01:00, and not empty.";
        }
    }

    /// <summary>The next planned time after one.</summary>
    public DateTimeOffset Next(DateTimeOffset after) => _cron is null
        ? after + Schedule.Interval
        : _cron.GetNextOccurrence(after, _zone) ?? DateTimeOffset.MaxValue;

    /// <summary>When a sync may begin that is due now: now, or at the end of quiet hours.</summary>
    public DateTimeOffset MayBegin(DateTimeOffset now)
    {
        if (_quiet.Length == 0)
        {
            return now;
        }

        // Adjoining ranges are passed through one after the other; all day long they would never end.
        var at = now;
        for (var turn = 0; turn <= _quiet.Length; turn++)
        {
            var local = TimeZoneInfo.ConvertTime(at, _zone);
            if (!Array.Exists(_quiet, range => range.Contains(TimeOnly.FromTimeSpan(local.TimeOfDay))))
            {
                return at;
            }

            var end = Array.Find(_quiet, range => range.Contains(TimeOnly.FromTimeSpan(local.TimeOfDay))).To;
            at = EndOf(local, end);
        }

        return at;
    }

    /// <summary>The next moment at which the zone's clock shows a time of day; where it leaps over it, the first one after.</summary>
    private DateTimeOffset EndOf(DateTimeOffset local, TimeOnly end)
    {
        var day = end > TimeOnly.FromTimeSpan(local.TimeOfDay) ? local.Date : local.Date.AddDays(1);
        var wall = DateTime.SpecifyKind(day + end.ToTimeSpan(), DateTimeKind.Unspecified);
        while (_zone.IsInvalidTime(wall))
        {
            wall = wall.AddMinutes(1);
        }

        // An hour that comes twice has two of them.
        var offsets = _zone.IsAmbiguousTime(wall) ? _zone.GetAmbiguousTimeOffsets(wall) : [_zone.GetUtcOffset(wall)];
        return offsets.Select(offset => new DateTimeOffset(wall, offset).ToUniversalTime()).Where(instant => instant > local).Min();
    }

    private static CronExpression Parse(string cron) => CronExpression.Parse(cron, FormatOf(cron));

    private static CronFormat FormatOf(string cron) =>
        cron.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length == 6 ? CronFormat.IncludeSeconds : CronFormat.Standard;
}
