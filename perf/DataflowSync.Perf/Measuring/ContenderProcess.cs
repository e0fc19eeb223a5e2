using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using DataflowSync.Perf.Contenders;
using DataflowSync.Xtream;

namespace DataflowSync.Perf.Measuring;

/// <summary>The parent's side: one contender, once, in a process of its own, so that its memory, CPU and writes are its own.</summary>
internal static class ContenderProcess
{
    public static async Task<Measurement> RunAsync(string name, ContenderContext context, CancellationToken cancellationToken)
    {
        // The password in the environment: a command line is for everyone to see.
        using var process = Start(
            [
                "contender", name, "--url", context.Account.BaseUrl.AbsoluteUri, "--username", context.Account.Username, "--data", context.Data,
                "--request-interval", context.RequestInterval.TotalMilliseconds.ToString(CultureInfo.InvariantCulture),
            ],
            start => start.Environment[ContenderRun.PasswordVariable] = context.Account.Password);
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0
            ? JsonSerializer.Deserialize<Measurement>(output)!
            : throw new InvalidOperationException($"{name} ended with exit code {process.ExitCode}.");
    }

    /// <summary>Starts this program once more.</summary>
    public static Process Start(IEnumerable<string> arguments, Action<ProcessStartInfo>? configure = null)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(ContenderProcess).Assembly.Location, .. arguments]) { RedirectStandardOutput = true };
        configure?.Invoke(start);
        return Process.Start(start)!;
    }
}
