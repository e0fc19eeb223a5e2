using System.Globalization;

namespace DataflowSync.Testing.Faults;

/// <summary>The text form of faults.</summary>
internal static class FaultParser
{
    private const string Grammar =
        "a fault is TARGET:status=CODE[,retry-after=SECONDS] | delay=TIME | stall=BYTE | reset=BYTE | truncate=BYTE | body=TEXT, "
        + "with times=N or times=forever, and category=ID or category=whole, before or behind it";

    // The longest first: "ms" ends in "s".
    private static readonly (string Suffix, double Milliseconds)[] Units = [("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000)];

    public static string NameOf(FaultKind kind) => kind switch
    {
        FaultKind.Status => "status",
        FaultKind.Delay => "delay",
        FaultKind.Stall => "stall",
        FaultKind.Reset => "reset",
        FaultKind.Truncate => "truncate",
        _ => "body",
    };

    public static Fault Parse(string spec)
    {
        int colon = spec.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
        {
            throw Wrong(spec, Grammar);
        }

        string target = spec[..colon];
        if (!FaultTarget.IsKnown(target))
        {
            throw Wrong(spec, FaultTarget.Allowed);
        }

        Dictionary<string, string> settings = Split(spec, spec[(colon + 1)..]);
        try
        {
            Fault fault = Create(spec, settings) with { Target = target, Category = settings.GetValueOrDefault("category") };
            return settings.Remove("times", out string? times) ? fault with { Times = ParseTimes(spec, times) } : fault;
        }
        catch (ArgumentException e)
        {
            throw Wrong(spec, FirstLine(e.Message));
        }
    }

    private static Fault Create(string spec, Dictionary<string, string> settings)
    {
        FaultKind[] kinds = [.. Enum.GetValues<FaultKind>().Where(kind => settings.ContainsKey(NameOf(kind)))];
        if (kinds is not [FaultKind kind])
        {
            throw Wrong(spec, Grammar);
        }

        // What only belongs to another kind of fault is not silently ignored.
        string? stranger = settings.Keys.FirstOrDefault(name => name is not ("times" or "category") && name != NameOf(kind) && !BelongsTo(name, kind));
        if (stranger is not null)
        {
            throw Wrong(spec, $"'{Shorten(stranger)}' does not go with {NameOf(kind)}; {Grammar}");
        }

        string value = settings[NameOf(kind)];
        return kind switch
        {
            FaultKind.Status => Fault.Status(
                (int)ParseNumber(spec, value, 200, 999, "a status"),
                settings.TryGetValue("retry-after", out string? wait) ? TimeSpan.FromSeconds(ParseNumber(spec, wait, 0, 86_400, "retry-after")) : null),
            FaultKind.Delay => Fault.Delay(ParseTime(spec, value)),
            FaultKind.Body => settings.TryGetValue("type", out string? type) ? Fault.Body(value, type) : Fault.Body(value),
            _ => Fault.At(kind, ParseNumber(spec, value, 0, long.MaxValue, "a byte position")),
        };
    }

    private static bool BelongsTo(string name, FaultKind kind) =>
        (name, kind) is ("retry-after", FaultKind.Status) or ("type", FaultKind.Body);

    private static Dictionary<string, string> Split(string spec, string text)
    {
        Dictionary<string, string> settings = new(StringComparer.Ordinal);
        while (text.Length > 0)
        {
            int equals = text.IndexOf('=', StringComparison.Ordinal);
            int comma = text.IndexOf(',', StringComparison.Ordinal);
            if (equals < 0 || (comma >= 0 && comma < equals))
            {
                throw Wrong(spec, Grammar);
            }

            string name = text[..equals];
            int end = comma < 0 || name == "body" ? text.Length : comma;
            if (!settings.TryAdd(name, text[(equals + 1)..end]))
            {
                throw Wrong(spec, $"'{Shorten(name)}' is there twice; {Grammar}");
            }

            text = end < text.Length ? text[(end + 1)..] : string.Empty;
        }

        return settings;
    }

    private static int? ParseTimes(string spec, string value) =>
        value == "forever" ? null : (int)ParseNumber(spec, value, 1, int.MaxValue, "times");

    private static long ParseNumber(string spec, string value, long least, long most, string what) =>
        long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number >= least && number <= most
            ? number
            : throw Wrong(spec, string.Create(CultureInfo.InvariantCulture, $"{what} is a whole number from {least} to {most}"));

    private static TimeSpan ParseTime(string spec, string value)
    {
        foreach ((string suffix, double milliseconds) in Units)
        {
            if (value.EndsWith(suffix, StringComparison.Ordinal)
                && double.TryParse(value[..^suffix.Length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number)
                && number * milliseconds < uint.MaxValue - 1)
            {
                return TimeSpan.FromMilliseconds(number * milliseconds);
            }
        }

        throw Wrong(spec, "a time is 250ms, 1.5s, 2m or 1h, below 49 days");
    }

    private static FormatException Wrong(string spec, string allowed) => new($"'{Shorten(spec)}' is not a fault: {FirstLine(allowed)}.");

    private static string FirstLine(string text) => text.ReplaceLineEndings("\n").Split('\n')[0].TrimEnd('.');

    private static string Shorten(string text) =>
        new([.. (text.Length > 80 ? text[..80] + "…" : text).Select(c => char.IsControl(c) ? ' ' : c)]);
}
