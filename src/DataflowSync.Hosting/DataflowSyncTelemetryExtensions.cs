using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace DataflowSync.Hosting;

/// <summary>Puts the engine's spans and metrics into OpenTelemetry.</summary>
public static class DataflowSyncTelemetryExtensions
{
    private const string PollyMeter = "Polly";

    /// <summary>Collects the spans of runs, account checks, steps, attempts, fetches, batches and publications.</summary>
    /// <param name="builder">The builder.</param>
    public static TracerProviderBuilder AddDataflowSyncInstrumentation(this TracerProviderBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddSource(SyncEngine.TelemetryName);
    }

    /// <summary>
    /// Collects the metrics of runs, steps, items, batches and profiles, and those of Polly, which runs the retries: pipeline
    /// <c>dataflowsync.retry</c>. The meter <c>Polly</c> tells of the application's own pipelines too.
    /// </summary>
    /// <param name="builder">The builder.</param>
    public static MeterProviderBuilder AddDataflowSyncInstrumentation(this MeterProviderBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddMeter(SyncEngine.TelemetryName, PollyMeter);
    }
}
