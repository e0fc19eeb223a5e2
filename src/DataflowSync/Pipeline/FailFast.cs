using System.Runtime.ExceptionServices;

namespace DataflowSync.Pipeline;

/// <summary>
/// Ends a graph at its first failure. A block never tells its sources that it failed, and silently drops an item whose
/// delegate threw an <see cref="OperationCanceledException"/>; so every delegate runs in here: the first failure is kept as
/// the root cause and one token stops all blocks.
/// </summary>
internal sealed class FailFast(CancellationToken cancellationToken) : IDisposable
{
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    private ExceptionDispatchInfo? _first;

    public CancellationToken Token => _stop.Token;

    /// <summary>Runs a block's delegate; never throws.</summary>
    public async Task RunAsync(Func<CancellationToken, Task> body)
    {
        try
        {
            await body(Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (Token.IsCancellationRequested)
        {
            // Asked for by the caller, or the consequence of a failure that is already kept.
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            // What breaks while the caller's cancellation goes round is no failure of its own.
        }
        catch (Exception exception)
        {
            Interlocked.CompareExchange(ref _first, ExceptionDispatchInfo.Capture(exception), comparand: null);
            await _stop.CancelAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Throws the caller's cancellation, or the first failure.</summary>
    public void ThrowIfStopped()
    {
        // A failure that came before the caller cancelled is still the answer to "what happened".
        _first?.Throw();
        cancellationToken.ThrowIfCancellationRequested();
        Token.ThrowIfCancellationRequested();
    }

    public void Dispose() => _stop.Dispose();
}
