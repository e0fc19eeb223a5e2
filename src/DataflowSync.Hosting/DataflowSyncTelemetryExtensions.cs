using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace DataflowSync.Hosting;

/// <summary>Puts the engine's spans and metrics into OpenTelemetry.</summary>
public static class DataflowSyncTelemetryExtensions
{
    /// <summary>Collects the spans of runs, steps, attempts and fetches.</summary>
    /// <param name="builder">The builder.</param>
    public static TracerProviderBuilder AddDataflowSyncInstrumentation(this TracerProviderBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddSource(SyncEngine.TelemetryName);
    }

    /// <summary>Collects the metrics of runs, steps, items and batches.</summary>
    /// <param name="builder">The builder.</param>
    public static MeterProviderBuilder AddDataflowSyncInstrumentation(this MeterProviderBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddMeter(SyncEngine.TelemetryName);
    }
}
