using System.Diagnostics;
using System.Globalization;

namespace DataflowSync.Perf.Serving;

/// <summary>The tool's server as a process of its own.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;

    private ServerProcess(Process process, Uri address)
    {
        _process = process;
        Address = address;
    }

    public Uri Address { get; }

    /// <summary>MiB of memory it has now.</summary>
    public double ResidentMiB => Read("VmRSS:");

    /// <summary>MiB of memory it had at most.</summary>
    public double PeakMiB => Read("VmHWM:");

    public double CpuSeconds
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime.TotalSeconds;
        }
    }

    public static async Task<ServerProcess> StartAsync(string data, CancellationToken cancellationToken)
    {
        var process = ChildProcess.Start(["serve", "--data", data, "--urls", "http://127.0.0.1:0"]);
        return await process.StandardOutput.ReadLineAsync(cancellationToken) is { } address
            ? new ServerProcess(process, new Uri(address))
            : throw new InvalidOperationException("The server did not start.");
    }

    /// <summary>Stops it as an operator would.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> StopAsync(CancellationToken cancellationToken)
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private double Read(string name)
    {
        var line = File.ReadLines($"/proc/{_process.Id}/status").First(line => line.StartsWith(name, StringComparison.Ordinal));
        return double.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }
}
