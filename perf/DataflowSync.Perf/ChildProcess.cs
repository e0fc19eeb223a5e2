using System.Diagnostics;
using System.Globalization;

namespace DataflowSync.Perf;

/// <summary>What a process of the tool cost.</summary>
internal sealed record ChildProcess(string Output, double CpuSeconds, double PeakMiB, double WrittenMiB)
{
    public static Process Start(IEnumerable<string> arguments, bool redirectsErrors = false) => Process.Start(new ProcessStartInfo(
        "dotnet", [Path.Combine(AppContext.BaseDirectory, "DataflowSync.Cli.dll"), .. arguments])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = redirectsErrors,
    })!;

    public static async Task<ChildProcess> RunAsync(IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        using var process = Start(arguments);
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var (peak, written, cpu) = (0.0, 0.0, 0.0);
        while (!process.HasExited)
        {
            // The kernel's own high-water marks: only the last moments before the end can be missed.
            peak = Math.Max(peak, Read(process.Id, "status", "VmHWM:") / 1024);
            written = Math.Max(written, Read(process.Id, "io", "wchar:") / 1048576);
            cpu = Cpu(process, cpu);
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, cancellationToken);
        }

        return new ChildProcess(await output, cpu, peak, written);
    }

    private static double Cpu(Process process, double last)
    {
        try
        {
            process.Refresh();
            return process.TotalProcessorTime.TotalSeconds;
        }
        catch (InvalidOperationException)
        {
            return last;
        }
    }

    private static double Read(int process, string file, string name)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/{file}").First(line => line.StartsWith(name, StringComparison.Ordinal));
            return double.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException or UnauthorizedAccessException)
        {
            return 0;
        }
    }
}
