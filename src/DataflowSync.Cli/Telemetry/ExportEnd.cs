using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace DataflowSync.Cli.Telemetry;

/// <summary>Sends what is left when a command ends. A collector that does not answer makes nobody wait for long.</summary>
internal static class ExportEnd
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    /// <returns>Whether it ended in time. What goes on then ends with the process.</returns>
    public static async Task<bool> SendAsync(TracerProvider? tracing, MeterProvider? metrics, LoggerProvider? logging)
    {
        // The SDK's own time-outs do not end a request, and what it returns is false for a reader that only waits to be asked.
        var ends = Task.WhenAll(
            OnThreadOfItsOwn(() => tracing?.Shutdown()),
            OnThreadOfItsOwn(() => metrics?.Shutdown()),
            OnThreadOfItsOwn(() => logging?.Shutdown()));
        try
        {
            await ends.WaitAsync(Longest, TimeProvider.System);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>The SDK blocks the thread, and a request needs one of the pool's to go on.</summary>
    private static Task OnThreadOfItsOwn(Action end) =>
        Task.Factory.StartNew(end, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
