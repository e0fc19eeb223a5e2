using System.Runtime.CompilerServices;

namespace DataflowSync.EndToEnd.Tests.Setup;

/// <summary>A source that tells of all it does, before it does it, and counts what of it is still going on. Thread-safe.</summary>
internal sealed class WatchedSource(ICatalogSource inner, Action onEvent) : ICatalogSource
{
    private int _running;

    /// <summary>Requests and reads that have not ended, and bodies that were not disposed.</summary>
    public int Running => Volatile.Read(ref _running);

    public IReadOnlyList<SyncStep> Steps => inner.Steps;

    public async Task<AccountInfo?> CheckAsync(CancellationToken cancellationToken)
    {
        using var going = Begin();
        return await inner.CheckAsync(cancellationToken);
    }

    public async IAsyncEnumerable<SourceBody> OpenAsync(SyncStep step, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var going = Begin();
        await foreach (var body in inner.OpenAsync(step, cancellationToken))
        {
            yield return new SourceBody(new WatchedStream(body.Content, this), body.Length);
        }
    }

    /// <returns>Dispose it at the end; more than once does no harm.</returns>
    public IDisposable Begin()
    {
        onEvent();
        Interlocked.Increment(ref _running);
        return new Ending(() => Interlocked.Decrement(ref _running));
    }

    private sealed class Ending(Action act) : IDisposable
    {
        private Action? _act = act;

        public void Dispose() => Interlocked.Exchange(ref _act, null)?.Invoke();
    }
}
