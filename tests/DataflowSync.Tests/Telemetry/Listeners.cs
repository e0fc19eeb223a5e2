using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace DataflowSync.Tests.Telemetry;

/// <summary>Listens to every span and every measurement of the engine and forgets it, so that what is allocated is the engine's.</summary>
internal sealed class Listeners : IDisposable
{
    private readonly ActivityListener _activities;
    private readonly MeterListener _meters = new();
    private long _heard;

    public Listeners()
    {
        _activities = new ActivityListener
        {
            ShouldListenTo = source => source.Name == SyncEngine.TelemetryName,
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _ => Interlocked.Increment(ref _heard),
        };
        ActivitySource.AddActivityListener(_activities);
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == SyncEngine.TelemetryName)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _meters.SetMeasurementEventCallback<int>((_, _, _, _) => Interlocked.Increment(ref _heard));
        _meters.SetMeasurementEventCallback<long>((_, _, _, _) => Interlocked.Increment(ref _heard));
        _meters.SetMeasurementEventCallback<double>((_, _, _, _) => Interlocked.Increment(ref _heard));
        _meters.Start();
    }

    /// <summary>Spans and measurements so far.</summary>
    public long Heard => Interlocked.Read(ref _heard);

    public void Dispose()
    {
        _activities.Dispose();
        _meters.Dispose();
    }
}
