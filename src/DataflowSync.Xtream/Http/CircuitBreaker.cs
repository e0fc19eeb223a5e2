namespace DataflowSync.Xtream.Http;

/// <summary>
/// Leaves a host alone after many failures in a row. There is no state but the failures: whoever asks says how many are too many
/// and for how long. When that time is over, one request may try, for requests to a host take turns anyway. Thread-safe.
/// </summary>
internal sealed class CircuitBreaker(TimeProvider time)
{
    private readonly Lock _gate = new();
    private int _failures;
    private long _lastFailure;

    /// <summary>The host answered.</summary>
    public void Succeed()
    {
        lock (_gate)
        {
            _failures = 0;
        }
    }

    /// <summary>The host did not answer, or said that it is out of order.</summary>
    public void Fail()
    {
        lock (_gate)
        {
            _failures = Math.Min(_failures, int.MaxValue - 1) + 1;
            _lastFailure = time.GetTimestamp();
        }
    }

    /// <param name="threshold">Failures in a row from which on the host is left alone; null for never.</param>
    /// <param name="duration">How long, from the last failure on.</param>
    /// <exception cref="SourceException">The host is left alone now.</exception>
    public void ThrowIfOpen(int? threshold, TimeSpan duration)
    {
        lock (_gate)
        {
            var age = time.GetElapsedTime(_lastFailure);
            if (_failures >= threshold && age < duration)
            {
                throw new SourceException(SyncErrorCode.CircuitOpen, FormattableString.Invariant(
                    $"the provider failed {_failures} times in a row, the last time {age.TotalSeconds:0} s ago, and is left alone for {Math.Ceiling((duration - age).TotalSeconds)} s"));
            }
        }
    }
}
