using System.Diagnostics.CodeAnalysis;

namespace DataflowSync.Xtream.Http;

/// <summary>Lets one request at a time through, and the next one a pause after the end of the answer before it.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The semaphore's wait handle is never asked for: there is nothing to dispose.")]
internal sealed class RequestPacer(TimeSpan interval, TimeProvider time)
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private long? _lastEnd;

    /// <summary>Waits for a turn.</summary>
    /// <returns>Dispose it when the answer has been read or given up; more than once does no harm.</returns>
    public async Task<IDisposable> WaitAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            while (_lastEnd is { } end && interval - time.GetElapsedTime(end) is { } rest && rest > TimeSpan.Zero)
            {
                await Task.Delay(rest, time, cancellationToken).ConfigureAwait(false);
            }

            return new Turn(this);
        }
        catch
        {
            _turn.Release();
            throw;
        }
    }

    private void End()
    {
        _lastEnd = time.GetTimestamp();
        _turn.Release();
    }

    private sealed class Turn(RequestPacer pacer) : IDisposable
    {
        private RequestPacer? _pacer = pacer;

        public void Dispose() => Interlocked.Exchange(ref _pacer, null)?.End();
    }
}
