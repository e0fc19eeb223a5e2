using System.Globalization;

namespace DataflowSync.Perf;

/// <summary>What stands above a table: the command, the time, the machine, and how busy it was with other work.</summary>
internal sealed class Conditions
{
    private readonly DateTimeOffset _started = TimeProvider.System.GetUtcNow();
    private readonly string _before = Load();

    public string Describe(string command) => string.Create(
        CultureInfo.InvariantCulture,
        $"`{command}`, {_started:yyyy-MM-dd HH:mm} UTC, {Environment.ProcessorCount} cores, .NET {Environment.Version}; load average {_before} before, {Load()} after.");

    /// <summary>Of the last one, five and fifteen minutes. Linux only.</summary>
    private static string Load() => string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ').Take(3));
}
