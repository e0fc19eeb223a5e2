using System.Diagnostics;

namespace DataflowSync.Perf.Pace;

/// <summary>When the last publication and the last step of this process's engine began and ended, by their spans.</summary>
internal sealed class StepWatch : IDisposable
{
    private readonly ActivityListener _listener;
    private TimeSpan _cpuBefore;

    public StepWatch()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == SyncEngine.TelemetryName,
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStarted = _ => _cpuBefore = Environment.CpuUsage.TotalTime,
            ActivityStopped = span =>
            {
                switch (span.OperationName)
                {
                    case "dataflowsync.publish":
                        Publication = (span.StartTimeUtc, span.StartTimeUtc + span.Duration, Environment.CpuUsage.TotalTime - _cpuBefore);
                        break;
                    case "dataflowsync.step":
                        StepEnded = span.StartTimeUtc + span.Duration;
                        break;
                }
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>With what the process's threads did meanwhile; null where nothing was published. It is the last span of a step to begin.</summary>
    public (DateTimeOffset Began, DateTimeOffset Ended, TimeSpan Cpu)? Publication { get; set; }

    public DateTimeOffset StepEnded { get; private set; }

    public void Dispose() => _listener.Dispose();
}
