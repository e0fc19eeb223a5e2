using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace DataflowSync.Cli.Options;

/// <summary>Durations as people type them: <c>250ms</c>, <c>1.5s</c>, <c>2m</c>, <c>1h</c>.</summary>
internal static class Durations
{
    private static readonly (string Unit, double Milliseconds)[] Units = [("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000)];

    public static bool TryParse(string text, out TimeSpan duration)
    {
        foreach (var (unit, milliseconds) in Units)
        {
            if (text.EndsWith(unit, StringComparison.Ordinal)
                && double.TryParse(text.AsSpan(0, text.Length - unit.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
                && value * milliseconds <= TimeSpan.FromDays(1).TotalMilliseconds)
            {
                duration = TimeSpan.FromMilliseconds(value * milliseconds);
                return true;
            }
        }

        duration = default;
        return false;
    }

    /// <summary>Whole milliseconds as <see cref="TryParse"/> reads them, in the largest unit that needs no fraction.</summary>
    public static string Format(TimeSpan duration)
    {
        if (duration == TimeSpan.Zero)
        {
            return "0s";
        }

        var (unit, milliseconds) = Units.Last(unit => duration.TotalMilliseconds % unit.Milliseconds == 0);
        return string.Create(CultureInfo.InvariantCulture, $"{duration.TotalMilliseconds / milliseconds}{unit}");
    }

    public static Option<TimeSpan> Option(string name, string description, TimeSpan defaultValue) => new(name)
    {
        Description = description,
        HelpName = "TS",
        DefaultValueFactory = _ => defaultValue,
        CustomParser = result => Parse(name, result),
    };

    private static TimeSpan Parse(string name, ArgumentResult result)
    {
        if (TryParse(result.Tokens[0].Value, out var duration))
        {
            return duration;
        }

        result.AddError($"{name}: not a duration up to 24h; write 250ms, 1.5s, 2m or 1h.");
        return default;
    }
}
