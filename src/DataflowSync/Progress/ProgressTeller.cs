using DataflowSync.Telemetry;

namespace DataflowSync.Progress;

/// <summary>Tells watchers and the caller's listener. A listener that throws is dropped: it must not break the run.</summary>
internal sealed class ProgressTeller(ProgressHub hub, IProgress<SyncProgress>? listener, SyncLog log)
{
    private IProgress<SyncProgress>? _listener = listener;

    public void Tell(SyncProgress progress)
    {
        hub.Publish(progress);
        try
        {
            _listener?.Report(progress);
        }
        catch (Exception exception)
        {
            _listener = null;
            log.ListenerFailed(exception);
        }
    }
}
