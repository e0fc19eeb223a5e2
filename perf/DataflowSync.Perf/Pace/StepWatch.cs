using System.Diagnostics;

namespace DataflowSync.Perf.Pace;

/// <summary>When the last publication and the last step of this process's engine began and ended, by their spans.</summary>
internal sealed class StepWatch : IDisposable
{
    private readonly ActivityListener _listener;

    public StepWatch()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == SyncEngine.TelemetryName,
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = span =>
            {
                switch (span.OperationName)
                {
                    case "dataflowsync.publish":
                        Publication = (span.StartTimeUtc, span.StartTimeUtc + span.Duration);
                        break;
                    case "dataflowsync.step":
                        StepEnded = span.StartTimeUtc + span.Duration;
                        break;
                }
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>Null where nothing was published.</summary>
    public (DateTimeOffset Began, DateTimeOffset Ended)? Publication { get; set; }

    public DateTimeOffset StepEnded { get; private set; }

    public void Dispose() => _listener.Dispose();
}
