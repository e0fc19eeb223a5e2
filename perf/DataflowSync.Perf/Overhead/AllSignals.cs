using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace DataflowSync.Perf.Overhead;

/// <summary>Listens to every span and every measurement of the engine, and does nothing with them.</summary>
internal sealed class AllSignals : IDisposable
{
    private readonly ActivityListener _spans = new()
    {
        ShouldListenTo = source => source.Name == SyncEngine.TelemetryName,
        Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
    };

    private readonly MeterListener _measurements = new()
    {
        InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == SyncEngine.TelemetryName)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        },
    };

    public AllSignals()
    {
        ActivitySource.AddActivityListener(_spans);
        _measurements.SetMeasurementEventCallback<int>((_, _, _, _) => { });
        _measurements.SetMeasurementEventCallback<long>((_, _, _, _) => { });
        _measurements.SetMeasurementEventCallback<double>((_, _, _, _) => { });
        _measurements.Start();
    }

    public void Dispose()
    {
        _measurements.Dispose();
        _spans.Dispose();
    }
}
