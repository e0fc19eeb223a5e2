using System.Text.Json;
using DataflowSync.Hosting;
using DataflowSync.Perf.Contenders;
using DataflowSync.Perf.Measuring;
using DataflowSync.Xtream;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace DataflowSync.Perf.Overhead;

/// <summary>The child's side: all pairs in one process, as in a server, where the SDK has long been started and compiled.</summary>
internal sealed class WarmRun(XtreamAccount account, int pairs)
{
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        (string Name, Func<IDisposable> Start)[] telemetries =
            [("one process, listener to spans and metrics", () => new AllSignals()), ("one process, SDK: traces and metrics by OTLP", StartSdk)];
        foreach (var (_, start) in telemetries)
        {
            await MeasureAsync(start);
        }

        var measured = new List<SyncPair>();
        foreach (var (name, start) in telemetries)
        {
            measured.AddRange(await SyncPair.MeasureAsync(name, pairs, () => MeasureAsync(() => null), () => MeasureAsync(start)));
        }

        Console.WriteLine(JsonSerializer.Serialize(measured));
        return 0;

        async Task<SyncCpu> MeasureAsync(Func<IDisposable?> start)
        {
            using var telemetry = start();
            return await SyncCpu.MeasureAsync(async data =>
            {
                var before = Environment.CpuUsage.TotalTime;
                await new Ours().RunAsync(new ContenderContext(account, data, TimeSpan.Zero), cancellationToken);
                (telemetry as OpenTelemetrySdk)?.TracerProvider.ForceFlush();
                (telemetry as OpenTelemetrySdk)?.MeterProvider.ForceFlush();
                return (Environment.CpuUsage.TotalTime - before).TotalSeconds;
            });
        }
    }

    private static OpenTelemetrySdk StartSdk() => OpenTelemetrySdk.Create(builder => builder
        .WithTracing(tracing => tracing.AddDataflowSyncInstrumentation().AddOtlpExporter())
        .WithMetrics(metrics => metrics.AddDataflowSyncInstrumentation().SetExemplarFilter(ExemplarFilterType.TraceBased).AddOtlpExporter()));
}
