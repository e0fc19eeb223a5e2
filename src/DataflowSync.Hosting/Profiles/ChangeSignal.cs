using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Primitives;

namespace DataflowSync.Hosting.Profiles;

/// <summary>A change token that can be fired again and again. Thread-safe.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A source of tokens without timers and wait handles: there is nothing to dispose.")]
internal sealed class ChangeSignal
{
    private CancellationTokenSource _next = new();

    public IChangeToken Token => new CancellationChangeToken(Volatile.Read(ref _next).Token);

    /// <summary>Tells whoever has a token; listeners are run before it returns. Who asks from now on gets the next one.</summary>
    public void Fire()
    {
        // Not disposed: someone may be taking its token.
        Interlocked.Exchange(ref _next, new CancellationTokenSource()).Cancel();
    }
}
