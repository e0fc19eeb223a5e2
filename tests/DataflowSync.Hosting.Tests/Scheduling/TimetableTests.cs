using DataflowSync.Hosting.Scheduling;

namespace DataflowSync.Hosting.Tests.Scheduling;

public sealed class TimetableTests
{
    [Fact]
    public void An_interval_counts_from_the_last_success() =>
        Assert.Equal(At("2026-05-06T16:00Z"), new Timetable(new SyncSchedule { Interval = TimeSpan.FromHours(6) }).Next(At("2026-05-06T10:00Z")));

    [Theory]
    [InlineData("30 4 * * *", "UTC", "2026-05-06T10:00Z", "2026-05-07T04:30Z")]
    [InlineData("30 4 * * *", "Europe/Berlin", "2026-05-06T10:00Z", "2026-05-07T02:30Z")]
    [InlineData("15 30 4 * * *", "UTC", "2026-05-06T04:30Z", "2026-05-06T04:30:15Z")]
    public void A_cron_expression_counts_in_its_zone(string cron, string zone, string after, string next) =>
        Assert.Equal(At(next), new Timetable(new SyncSchedule { Cron = cron, TimeZone = zone }).Next(At(after)));

    [Fact]
    public void A_cron_expression_without_a_next_time_is_never_due() =>
        Assert.Equal(DateTimeOffset.MaxValue, new Timetable(new SyncSchedule { Cron = "0 0 30 2 *" }).Next(At("2026-05-06T10:00Z")));

    [Theory]
    [InlineData("19:00-01:00", "UTC", "2026-05-06T18:59Z", "2026-05-06T18:59Z")]
    [InlineData("19:00-01:00", "UTC", "2026-05-06T19:00Z", "2026-05-07T01:00Z")]
    [InlineData("19:00-01:00", "UTC", "2026-05-07T00:59:59Z", "2026-05-07T01:00Z")]
    [InlineData("19:00-01:00", "UTC", "2026-05-07T01:00Z", "2026-05-07T01:00Z")]
    [InlineData("19:00-01:00", "Europe/Berlin", "2026-05-06T17:30Z", "2026-05-06T23:00Z")]
    [InlineData("19:00-22:00 22:00-03:00", "UTC", "2026-05-06T20:00Z", "2026-05-07T03:00Z")]
    [InlineData("19:00-22:00 06:00-09:00", "UTC", "2026-05-06T07:00Z", "2026-05-06T09:00Z")]
    public void Quiet_hours_put_a_sync_off_to_their_end(string quiet, string zone, string now, string begin)
    {
        var timetable = new Timetable(new SyncSchedule { QuietHours = quiet.Split(' '), TimeZone = zone });

        Assert.Equal(At(begin), timetable.MayBegin(At(now)));
    }

    [Theory]
    [InlineData("2026-03-29T00:30Z", "2026-03-29T01:00Z")] // The clock leaps from 2:00 to 3:00: 2:30 is not.
    [InlineData("2026-10-24T23:30Z", "2026-10-25T00:30Z")] // 2:30 comes twice.
    [InlineData("2026-10-25T01:15Z", "2026-10-25T01:30Z")] // In the second of them.
    public void Quiet_hours_end_when_the_zones_clock_is_set(string now, string begin)
    {
        var timetable = new Timetable(new SyncSchedule { QuietHours = ["01:00-02:30"], TimeZone = "Europe/Berlin" });

        Assert.Equal(At(begin), timetable.MayBegin(At(now)));
    }

    [Theory]
    [InlineData("61 4 * * *", "UTC", "Cron")]
    [InlineData("often", "UTC", "Cron")]
    [InlineData(null, "Europe/Nowhere", "TimeZone")]
    [InlineData(null, "", "TimeZone")]
    public void What_cannot_be_understood_is_told_by_its_name(string? cron, string zone, string told) =>
        Assert.StartsWith(told, Assert.Single(Timetable.Check(new SyncSchedule { Cron = cron, TimeZone = zone })), StringComparison.Ordinal);

    [Theory]
    [InlineData("19:00")]
    [InlineData("19:00-25:00")]
    [InlineData("19:00-19:00")]
    [InlineData("7-9")]
    [InlineData("")]
    public void Quiet_hours_that_cannot_be_understood_are_told(string quiet) =>
        Assert.StartsWith("QuietHours", Assert.Single(Timetable.Check(new SyncSchedule { QuietHours = [quiet] })), StringComparison.Ordinal);

    [Fact]
    public void A_schedule_out_of_its_ranges_makes_no_timetable()
    {
        Assert.Throws<ArgumentException>(() => new Timetable(new SyncSchedule { Interval = TimeSpan.FromSeconds(59) }));
        Assert.Throws<ArgumentException>(() => new Timetable(new SyncSchedule { Jitter = TimeSpan.FromDays(2) }));
    }

    [Fact]
    public void Quiet_all_day_long_still_ends_the_search()
    {
        var timetable = new Timetable(new SyncSchedule { QuietHours = ["00:00-12:00", "12:00-00:00"] });

        Assert.True(timetable.MayBegin(At("2026-05-06T10:00Z")) > At("2026-05-06T10:00Z"));
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
