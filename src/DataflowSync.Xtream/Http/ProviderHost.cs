using System.Diagnostics.CodeAnalysis;

namespace DataflowSync.Xtream.Http;

/// <summary>
/// One host: lets one request at a time through, the next one a pause after the end of the answer before it, and none for a
/// while after many failures in a row. Thread-safe.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The semaphore's wait handle is never asked for: there is nothing to dispose.")]
internal sealed class ProviderHost(string name, TimeProvider time)
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private long? _lastEnd;

    public string Name => name;

    public CircuitBreaker Breaker { get; } = new(time);

    /// <summary>Requests that wait or are running. Belongs to the owner of the hosts, as the next one does.</summary>
    public int Users { get; set; }

    public long LastUsed { get; set; }

    /// <summary>Waits for a turn and the pause before it; <see cref="End"/> ends it.</summary>
    /// <exception cref="SourceException">The host is left alone now.</exception>
    public async Task BeginAsync(XtreamOptions options, CancellationToken cancellationToken)
    {
        Breaker.ThrowIfOpen(options.BreakerThreshold, options.BreakerDuration);
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // Again, for the requests before this one may have failed meanwhile.
            Breaker.ThrowIfOpen(options.BreakerThreshold, options.BreakerDuration);
            while (_lastEnd is { } end && options.RequestInterval - time.GetElapsedTime(end) is { } rest && rest > TimeSpan.Zero)
            {
                await Task.Delay(rest, time, cancellationToken).ConfigureAwait(false);
            }
        }
        catch
        {
            _turn.Release();
            throw;
        }
    }

    public void End()
    {
        _lastEnd = time.GetTimestamp();
        _turn.Release();
    }
}
