using System.Globalization;

namespace DataflowSync.Hosting.Scheduling;

/// <summary>A part of each day, from its first minute up to its last, which is not in it. It may go past midnight.</summary>
internal readonly record struct TimeOfDayRange(TimeOnly From, TimeOnly To)
{
    /// <summary>Reads <c>22:00-06:00</c>. A range of no length is the whole day, in which nothing would ever run: it is none.</summary>
    public static bool TryParse(string? text, out TimeOfDayRange range)
    {
        range = default;
        if (text?.Split('-') is not [var from, var to]
            || !TimeOnly.TryParseExact(from, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first)
            || !TimeOnly.TryParseExact(to, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var last)
            || first == last)
        {
            return false;
        }

        range = new TimeOfDayRange(first, last);
        return true;
    }

    public bool Contains(TimeOnly time) => time.IsBetween(From, To);
}
