using System.Diagnostics;
using DataflowSync.Perf.Providing;

namespace DataflowSync.Perf.Overhead;

/// <summary>
/// First and unchanged syncs by the tool, each a process of its own: without telemetry and with it one after the other, in an order that
/// alternates, so that what else the machine does meets both.
/// </summary>
internal sealed class OverheadRun(int movies, int pairs)
{
    private readonly Conditions _conditions = new();

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await using var provider = new ProviderProcess();
        await using var sink = await OtlpSink.StartAsync(cancellationToken);
        var catalog = await provider.ServeAsync(new CatalogSetup(movies), cancellationToken);
        await SyncTwiceAsync(catalog, Telemetry.None, cancellationToken);
        var table = new OverheadTable();
        foreach (var telemetry in new[] { Telemetry.Listener, Telemetry.Otlp(sink.Address) })
        {
            for (var pair = 0; pair < pairs; pair++)
            {
                await Console.Error.WriteLineAsync($"{telemetry.Name}: pair {pair + 1} of {pairs}");
                var (without, with) = pair % 2 == 0
                    ? (await SyncTwiceAsync(catalog, Telemetry.None, cancellationToken), await SyncTwiceAsync(catalog, telemetry, cancellationToken))
                    : Swap(await SyncTwiceAsync(catalog, telemetry, cancellationToken), await SyncTwiceAsync(catalog, Telemetry.None, cancellationToken));
                table.Add(telemetry.Name, without, with);
            }
        }

        Console.WriteLine(table.Print(_conditions.Describe($"overhead --movies {movies} --pairs {pairs}")));
        return sink.Bytes > 0 ? 0 : throw new InvalidOperationException("No telemetry came.");

        static (T, T) Swap<T>(T one, T other) => (other, one);
    }

    /// <returns>CPU seconds of a first sync, and of one after it that finds everything unchanged.</returns>
    private static async Task<(double First, double Unchanged)> SyncTwiceAsync(ServedCatalog catalog, Telemetry telemetry, CancellationToken cancellationToken)
    {
        var data = Directory.CreateTempSubdirectory("dataflowsync-overhead-");
        try
        {
            return (await SyncAsync(catalog, telemetry, data.FullName, cancellationToken), await SyncAsync(catalog, telemetry, data.FullName, cancellationToken));
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    private static async Task<double> SyncAsync(ServedCatalog catalog, Telemetry telemetry, string data, CancellationToken cancellationToken)
    {
        var before = ChildrenCpu.Read();
        var start = new ProcessStartInfo(
            "dotnet",
            [
                Path.Combine(AppContext.BaseDirectory, "DataflowSync.Cli.dll"), "sync", "--url", catalog.Url, "--username", catalog.Username,
                "--profile", "overhead", "--data", data, "--steps", "movies", "--request-interval", "0ms", "--quiet", .. telemetry.Arguments,
            ]);
        start.Environment["DATAFLOWSYNC_PASSWORD"] = catalog.Password;
        foreach (var (name, value) in telemetry.Environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0 ? ChildrenCpu.Read() - before : throw new InvalidOperationException($"A sync ended with exit code {process.ExitCode}.");
    }
}
