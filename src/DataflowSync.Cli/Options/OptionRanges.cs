using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;

namespace DataflowSync.Cli.Options;

/// <summary>Says which option is out of its range, and the range, which the options class of the library names.</summary>
internal static class OptionRanges
{
    /// <param name="options">What the command line filled in.</param>
    /// <param name="names">Property → option.</param>
    /// <exception cref="UsageException">A value is out of its range.</exception>
    public static void Check(object options, params IEnumerable<(string Property, string Option)> names)
    {
        foreach (var (property, option) in names)
        {
            var filled = options.GetType().GetProperty(property)!;
            var range = filled.GetCustomAttribute<RangeAttribute>()!;
            if (!range.IsValid(filled.GetValue(options)))
            {
                throw new UsageException($"{option}: must be {Text(range.Minimum)} to {Text(range.Maximum)}.");
            }
        }
    }

    private static string Text(object limit) =>
        limit is TimeSpan duration ? Durations.Format(duration) : Convert.ToString(limit, CultureInfo.InvariantCulture)!;
}
