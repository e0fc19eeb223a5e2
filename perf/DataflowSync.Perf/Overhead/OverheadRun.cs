using System.Diagnostics;
using System.Text.Json;
using DataflowSync.Perf.Contenders;
using DataflowSync.Perf.Measuring;
using DataflowSync.Perf.Providing;

namespace DataflowSync.Perf.Overhead;

/// <summary>Syncs without telemetry and with it: by the tool, each a process of its own, and in one process that has synced before.</summary>
internal sealed class OverheadRun(int movies, int pairs)
{
    private readonly Conditions _conditions = new();

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await using var provider = new ProviderProcess();
        await using var sink = await OtlpSink.StartAsync(cancellationToken);
        var catalog = await provider.ServeAsync(new CatalogSetup(movies), cancellationToken);
        await WithToolAsync(ToolTelemetry.None);
        var measured = new List<SyncPair>();
        foreach (var telemetry in new[] { ToolTelemetry.Listener, ToolTelemetry.Otlp(sink.Address) })
        {
            measured.AddRange(await SyncPair.MeasureAsync(telemetry.Name, pairs, () => WithToolAsync(ToolTelemetry.None), () => WithToolAsync(telemetry)));
        }

        measured.AddRange(await WarmAsync(catalog, sink.Address, cancellationToken));
        Console.WriteLine(OverheadTable.Print(_conditions.Describe($"overhead --movies {movies} --pairs {pairs}"), measured));
        return sink.Bytes > 0 ? 0 : throw new InvalidOperationException("No telemetry came.");

        Task<SyncCpu> WithToolAsync(ToolTelemetry telemetry) => SyncCpu.MeasureAsync(data => SyncAsync(catalog, telemetry, data, cancellationToken));
    }

    private static async Task<double> SyncAsync(ServedCatalog catalog, ToolTelemetry telemetry, string data, CancellationToken cancellationToken)
    {
        var before = ChildrenCpu.Read();
        var start = new ProcessStartInfo(
            "dotnet",
            [
                Path.Combine(AppContext.BaseDirectory, "DataflowSync.Cli.dll"), "sync", "--url", catalog.Url, "--username", catalog.Username,
                "--profile", Ours.Profile, "--data", data, "--steps", "movies", "--request-interval", "0ms", "--quiet", .. telemetry.Arguments,
            ]);
        start.Environment[ContenderRun.PasswordVariable] = catalog.Password;
        Set(start, telemetry);
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0 ? ChildrenCpu.Read() - before : throw new InvalidOperationException($"A sync ended with exit code {process.ExitCode}.");
    }

    private async Task<IReadOnlyList<SyncPair>> WarmAsync(ServedCatalog catalog, string endpoint, CancellationToken cancellationToken)
    {
        using var process = ContenderProcess.Start(
            [OverheadCommand.Warm, "--url", catalog.Url, "--username", catalog.Username, "--pairs", FormattableString.Invariant($"{pairs}")],
            start =>
            {
                start.Environment[ContenderRun.PasswordVariable] = catalog.Password;
                Set(start, ToolTelemetry.Otlp(endpoint));
            });
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return JsonSerializer.Deserialize<List<SyncPair>>(output)!;
    }

    private static void Set(ProcessStartInfo start, ToolTelemetry telemetry)
    {
        foreach (var (name, value) in telemetry.Environment)
        {
            start.Environment[name] = value;
        }
    }
}
