using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace DataflowSync.Tests.Telemetry;

/// <summary>Listens to the engine's activity source and meter, as an exporter would.</summary>
internal sealed class SignalRecorder : IDisposable
{
    private readonly ActivityListener _activities;
    private readonly MeterListener _meters = new();

    /// <param name="sources">Names of further activity sources.</param>
    public SignalRecorder(params string[] sources)
    {
        _activities = new ActivityListener
        {
            ShouldListenTo = source => source.Name == SyncEngine.TelemetryName || sources.Contains(source.Name),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                if (activity.Recorded)
                {
                    Ended.Enqueue(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(_activities);

        _meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == SyncEngine.TelemetryName)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _meters.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _meters.Start();
    }

    public ConcurrentQueue<Activity> Ended { get; } = new();

    public ConcurrentQueue<Measured> Measurements { get; } = new();

    public IEnumerable<Activity> Spans(string name) => Ended.Where(span => span.OperationName == name);

    public IEnumerable<Measured> Measurement(string name) => Measurements.Where(measured => measured.Name == name);

    /// <summary>Sums by tag.</summary>
    public Dictionary<string, double> Sums(string name, string tag) =>
        Measurement(name).GroupBy(measured => measured.Tag(tag) ?? string.Empty).ToDictionary(group => group.Key, group => group.Sum(measured => measured.Value));

    /// <summary>Reads the observable instruments, and forgets what was measured before.</summary>
    public void Observe()
    {
        Measurements.Clear();
        _meters.RecordObservableInstruments();
    }

    public void Dispose()
    {
        _activities.Dispose();
        _meters.Dispose();
    }

    private void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        Measurements.Enqueue(new Measured(instrument, value, tags.ToArray().ToDictionary(), Activity.Current));
}
