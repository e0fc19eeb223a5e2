using System.Diagnostics;

namespace DataflowSync.Perf.Reading;

/// <summary>Knows what the engine of this process does now, by the span of its publications. Thread-safe.</summary>
internal sealed class MomentWatch : IDisposable
{
    private readonly ActivityListener _listener;
    private volatile SyncMoment _now;

    public MomentWatch()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == SyncEngine.TelemetryName,
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStarted = span => Switch(span, SyncMoment.Publish),
            ActivityStopped = span =>
            {
                Switch(span, SyncMoment.Fetch);
                if (IsPublication(span))
                {
                    Publications.Add(span.Duration);
                }
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public SyncMoment Now
    {
        get => _now;
        set => _now = value;
    }

    /// <summary>How long publications took; to be read when no sync runs.</summary>
    public Percentiles Publications { get; } = new();

    public void Dispose() => _listener.Dispose();

    private static bool IsPublication(Activity span) => span.OperationName == "dataflowsync.publish";

    private void Switch(Activity span, SyncMoment moment)
    {
        if (IsPublication(span))
        {
            _now = moment;
        }
    }
}
