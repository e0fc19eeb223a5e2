namespace DataflowSync.Pipeline;

/// <summary>Reads from a stream with a deadline for each read, which is not running while nobody reads.</summary>
internal sealed class IdleDeadline : IDisposable
{
    private readonly TimeSpan _timeout;
    private readonly CancellationToken _cancellationToken;
    private readonly CancellationTokenSource _linked;
    private readonly ITimer _timer;

    public IdleDeadline(TimeSpan timeout, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        _timeout = timeout;
        _cancellationToken = cancellationToken;
        _linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _timer = timeProvider.CreateTimer(
            static state => ((IdleDeadline)state!).Pass(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Reads.</summary>
    /// <exception cref="SourceException">Nothing came in time.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async ValueTask<int> ReadAsync(Stream stream, Memory<byte> buffer)
    {
        var pending = stream.ReadAsync(buffer, _linked.Token);
        if (pending.IsCompletedSuccessfully)
        {
            return pending.Result;
        }

        _timer.Change(_timeout, Timeout.InfiniteTimeSpan);
        try
        {
            return await pending.ConfigureAwait(false);
        }
        catch (Exception) when (_linked.IsCancellationRequested && !_cancellationToken.IsCancellationRequested)
        {
            throw new SourceException(
                SyncErrorCode.Stalled, FormattableString.Invariant($"the provider sent nothing for {_timeout.TotalSeconds:0.###} s in the middle of its answer"));
        }
        finally
        {
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose()
    {
        _timer.Dispose();
        _linked.Dispose();
    }

    private void Pass()
    {
        try
        {
            _linked.Cancel();
        }
        catch (Exception exception) when (exception is ObjectDisposedException or AggregateException)
        {
            // The last read ended in this very moment, or someone's registration threw: nothing may escape on a timer's thread.
        }
    }
}
