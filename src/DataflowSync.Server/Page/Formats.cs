using System.Globalization;
using DataflowSync.Server.Json;

namespace DataflowSync.Server.Page;

/// <summary>Numbers and times for a person. The script of the page writes them in the same way.</summary>
internal static class Formats
{
    private const double Mega = 1_000_000;

    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    public static string Megabytes(long bytes) => (bytes / Mega).ToString("N1", CultureInfo.InvariantCulture);

    public static string Percent(double fraction) => Math.Round(fraction * 100).ToString(CultureInfo.InvariantCulture) + " %";

    public static string Duration(double milliseconds) => milliseconds switch
    {
        < 10 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds:0.#} ms"),
        < 999.5 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds:0} ms"),
        < 60_000 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1_000:0.0} s"),
        < 3_600_000 => string.Create(CultureInfo.InvariantCulture, $"{(int)(milliseconds / 60_000)} min {(int)(milliseconds / 1_000 % 60)} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)(milliseconds / 3_600_000)} h {(int)(milliseconds / 60_000 % 60)} min"),
    };

    /// <summary>How long ago something was, or how long until it is.</summary>
    public static string Age(DateTimeOffset time, DateTimeOffset now)
    {
        var away = (now - time).Duration();
        var text = away.TotalSeconds < 60 ? string.Create(CultureInfo.InvariantCulture, $"{(int)away.TotalSeconds} s")
            : away.TotalMinutes < 60 ? string.Create(CultureInfo.InvariantCulture, $"{(int)away.TotalMinutes} min")
            : away.TotalHours < 48 ? string.Create(CultureInfo.InvariantCulture, $"{(int)away.TotalHours} h")
            : string.Create(CultureInfo.InvariantCulture, $"{(int)away.TotalDays} d");
        return time > now ? "in " + text : text + " ago";
    }

    /// <summary>How long ago, kept up to date by the script, with the moment itself to be read.</summary>
    public static Html Ago(DateTimeOffset time, DateTimeOffset now) =>
        Html.Of($"""<time datetime="{UtcTimeConverter.Format(time)}" title="{Moment(time)}" data-age>{Age(time, now)}</time>""");

    public static Html Time(DateTimeOffset time) => Html.Of($"""<time datetime="{UtcTimeConverter.Format(time)}">{Moment(time)}</time>""");

    private static string Moment(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
