using System.Diagnostics;
using DataflowSync.Hosting.Tests.Setup;

namespace DataflowSync.Hosting.Tests.Samples;

/// <summary>A built sample as a process of its own, in a directory where nothing else is.</summary>
internal sealed class SampleProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly List<string> _lines = [];
    private readonly Task<string> _errors;

    private SampleProcess(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    public static SampleProcess Start(string sample, string directory, IEnumerable<(string Name, string Value)> environment, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, $"{sample}.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = directory,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new SampleProcess(Process.Start(start)!);
    }

    /// <summary>Waits for a line of standard output that holds a text.</summary>
    public async Task<string> WaitForLineAsync(string text)
    {
        while (await _process.StandardOutput.ReadLineAsync().WaitAsync(World.LongEnough) is { } line)
        {
            _lines.Add(line);
            if (line.Contains(text, StringComparison.Ordinal))
            {
                return line;
            }
        }

        throw new InvalidOperationException($"It ended without '{text}': {string.Join('\n', _lines)} {await _errors}");
    }

    /// <summary>Stops it as a service manager does.</summary>
    public async Task<int> TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
        return await EndAsync();
    }

    public async Task<int> EndAsync()
    {
        await _process.StandardOutput.ReadToEndAsync().WaitAsync(World.LongEnough);
        await _process.WaitForExitAsync().WaitAsync(World.LongEnough);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }
}
