using System.Diagnostics;
using System.Globalization;

namespace DataflowSync.CrashHost.Storm;

/// <summary>Starts processes that sync an edition.</summary>
internal static class ChildSync
{
    private const int Killed = 128 + 9;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <param name="dataDirectory">Where the store is.</param>
    /// <param name="edition">What is synced.</param>
    /// <param name="killAt">The moment of its disk at which it kills itself.</param>
    /// <param name="killAfter">The time after which it is killed; null for never.</param>
    /// <exception cref="StormException">It ended by itself, but not well.</exception>
    public static async Task<ChildRun> RunAsync(string dataDirectory, Edition edition, int killAt, TimeSpan? killAfter)
    {
        string[] arguments = [$"{edition.Number}", $"{edition.Count}", $"{killAt}"];
        var start = new ProcessStartInfo("dotnet", [typeof(ChildSync).Assembly.Location, EditionSync.Command, dataDirectory, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var begin = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(killAfter ?? Patience);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }

        var duration = Stopwatch.GetElapsedTime(begin);
        return process.ExitCode switch
        {
            Killed when killAfter is not null || killAt != EditionSync.Never => new ChildRun(WasKilled: true, Moments: 0, duration),
            0 => new ChildRun(WasKilled: false, int.Parse(await output, CultureInfo.InvariantCulture), duration),
            var code => throw new StormException($"A sync of edition {edition.Number} ended with code {code}: {await output}{await errors}"),
        };
    }
}
