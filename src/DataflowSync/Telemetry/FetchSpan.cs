using System.Diagnostics;

namespace DataflowSync.Telemetry;

/// <summary>The signals of fetching one body: from asking for it to its last byte. Used by the fetch stage alone.</summary>
/// <param name="activity">The span; null where nobody asked for it.</param>
/// <param name="step">The tag of the step.</param>
/// <param name="timeProvider">The clock.</param>
internal sealed class FetchSpan(Activity? activity, KeyValuePair<string, object?> step, TimeProvider timeProvider) : IDisposable
{
    private readonly long _askedAt = timeProvider.GetTimestamp();
    private TimeSpan _opening;
    private TimeSpan? _longestWait;
    private long _readingSince;
    private long _bytes;

    /// <summary>The body is open: until it is read, nobody waits for the provider.</summary>
    public void EndOpening() => _opening = timeProvider.GetElapsedTime(_askedAt);

    public void BeginReading()
    {
        if (activity is not null)
        {
            _readingSince = timeProvider.GetTimestamp();
        }
    }

    /// <summary>The read ended, however it did.</summary>
    /// <param name="count">Bytes that came.</param>
    public void EndReading(int count)
    {
        if (activity is not null)
        {
            var waited = timeProvider.GetElapsedTime(_readingSince);
            _longestWait = waited < _longestWait ? _longestWait : waited;
            if (_bytes == 0 && count > 0)
            {
                activity.SetTag(SignalNames.TimeToFirstByte, (_opening + waited).TotalSeconds).AddEvent(new ActivityEvent(SignalNames.FirstByte));
            }
        }

        if (count > 0)
        {
            _bytes += count;
            SyncMetrics.AddFetched(count, step);
        }
    }

    public void Fail(Exception exception, CancellationToken cancellationToken) =>
        SyncActivities.SetError(activity, ErrorTypes.Of(exception, cancellationToken));

    /// <summary>There was no further body.</summary>
    public void Drop() => SyncActivities.Drop(activity);

    public void Dispose()
    {
        if (_longestWait is { } longest)
        {
            activity?.SetTag(SignalNames.LongestWait, longest.TotalSeconds);
        }

        activity?.SetTag(SignalNames.FetchBytes, _bytes);
        activity?.Dispose();
    }
}
