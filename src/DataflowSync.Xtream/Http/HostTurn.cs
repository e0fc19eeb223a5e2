namespace DataflowSync.Xtream.Http;

/// <summary>
/// The right to ask a host, for one request. Dispose it when the answer has been read or given up; more than once does no harm.
/// </summary>
internal sealed class HostTurn(ProviderHost host, Action<ProviderHost> leave) : IDisposable
{
    private Action<ProviderHost>? _leave = leave;

    /// <summary>Tells how the host did; not told of a request that was cancelled, for that says nothing of the host.</summary>
    public void Report(bool isUp)
    {
        if (isUp)
        {
            host.Breaker.Succeed();
        }
        else
        {
            host.Breaker.Fail();
        }
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _leave, null) is { } leaveOnce)
        {
            host.End();
            leaveOnce(host);
        }
    }
}
