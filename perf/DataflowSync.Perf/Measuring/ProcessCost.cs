using System.Globalization;

namespace DataflowSync.Perf.Measuring;

/// <summary>What this process has cost so far, as the kernel counts it. Linux only.</summary>
internal static class ProcessCost
{
    public static Measurement Measure(TimeSpan elapsed, long records, long bytes) => new(
        elapsed.TotalSeconds,
        records,
        bytes,
        Environment.CpuUsage.TotalTime.TotalSeconds,
        Read("status", "VmHWM:") / 1024,
        Read("io", "wchar:") / 1048576,
        (Read("io", "write_bytes:") - Read("io", "cancelled_write_bytes:")) / 1048576);

    private static double Read(string file, string name)
    {
        var line = File.ReadLines($"/proc/self/{file}").First(line => line.StartsWith(name, StringComparison.Ordinal));
        return double.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }
}
