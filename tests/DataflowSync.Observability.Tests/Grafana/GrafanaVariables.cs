using System.Globalization;

namespace DataflowSync.Observability.Tests.Grafana;

/// <summary>
/// Puts values in the place of variables as Grafana does (<c>pkg/promlib/models/query.go</c>), for somebody who looks at the last quarter of an
/// hour in a panel a thousand points wide, of a Prometheus whose interval the data source knows.
/// </summary>
/// <param name="scrapeInterval">The interval that is set for the data source.</param>
internal sealed class GrafanaVariables(TimeSpan scrapeInterval)
{
    private const int MaxDataPoints = 1_000;

    public static readonly TimeSpan Range = TimeSpan.FromMinutes(15);

    /// <summary><c>$__interval</c>: a point's share of the range, but no less than the interval of scraping.</summary>
    public TimeSpan Step => Range / MaxDataPoints > scrapeInterval ? Range / MaxDataPoints : scrapeInterval;

    private TimeSpan RateInterval => Step + scrapeInterval > 4 * scrapeInterval ? Step + scrapeInterval : 4 * scrapeInterval;

    /// <param name="expression">The query as it is in the panel.</param>
    /// <param name="step">What the variable of that name holds: <c>.*</c> for all.</param>
    public string Replace(string expression, string step)
    {
        var replaced = expression
            .Replace("$__interval_ms", Milliseconds(Step), StringComparison.Ordinal)
            .Replace("$__interval", Seconds(Step), StringComparison.Ordinal)
            .Replace("$__range", Seconds(Range), StringComparison.Ordinal)
            .Replace("$__rate_interval_ms", Milliseconds(RateInterval), StringComparison.Ordinal)
            .Replace("$__rate_interval", Seconds(RateInterval), StringComparison.Ordinal)
            .Replace("$step", step, StringComparison.Ordinal);
        Assert.DoesNotContain('$', replaced);
        return replaced;
    }

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds}s");

    private static string Milliseconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds}");
}
