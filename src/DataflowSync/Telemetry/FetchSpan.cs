using System.Diagnostics;

namespace DataflowSync.Telemetry;

/// <summary>The signals of fetching one body: from asking for it to its last byte. Used by the fetch stage alone.</summary>
/// <param name="activity">The span; null where nobody asked for it.</param>
/// <param name="step">The tag of the step.</param>
/// <param name="timeProvider">The clock.</param>
internal sealed class FetchSpan(Activity? activity, KeyValuePair<string, object?> step, TimeProvider timeProvider) : IDisposable
{
    private long _waitingSince = timeProvider.GetTimestamp();
    private TimeSpan _waited;
    private long _bytes;

    /// <summary>The body is open: until it is read, nobody waits for the provider.</summary>
    public void EndOpening() => _waited = timeProvider.GetElapsedTime(_waitingSince);

    public void BeginReading() => _waitingSince = timeProvider.GetTimestamp();

    /// <summary>Some bytes came.</summary>
    public void AddBytes(int count)
    {
        if (_bytes == 0)
        {
            activity?.SetTag(SignalNames.TimeToFirstByte, (_waited + timeProvider.GetElapsedTime(_waitingSince)).TotalSeconds);
        }

        _bytes += count;
        SyncMetrics.AddFetched(count, step);
    }

    public void Fail(Exception exception, CancellationToken cancellationToken) =>
        SyncActivities.SetError(activity, ErrorTypes.Of(exception, cancellationToken));

    /// <summary>There was no further body.</summary>
    public void Drop() => SyncActivities.Drop(activity);

    public void Dispose()
    {
        activity?.SetTag(SignalNames.FetchBytes, _bytes);
        activity?.Dispose();
    }
}
