using DataflowSync.Xtream.Http;

namespace DataflowSync.Xtream;

/// <summary>
/// What the sources of a process know together of the providers they ask: whose turn it is at each host, and which host failed so
/// often that it is left alone. A host is a name or an address, whatever the scheme and the port: that is what counts connections
/// and bans. Give one object to all sources that may meet at a host. Thread-safe; holds nothing that needs disposing, and forgets
/// a host an hour after its last request.
/// </summary>
public sealed class XtreamProviders
{
    /// <summary>Longer than any pause and any time a host is left alone can be: what is forgotten then says nothing any more.</summary>
    internal static readonly TimeSpan Memory = TimeSpan.FromHours(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, ProviderHost> _hosts = new(StringComparer.Ordinal);
    private readonly TimeProvider _time;

    /// <summary>Makes an object that knows no host yet.</summary>
    /// <param name="timeProvider">The clock of the pauses and of the time a host is left alone; null for the system's.</param>
    public XtreamProviders(TimeProvider? timeProvider = null) => _time = timeProvider ?? TimeProvider.System;

    /// <summary>How many hosts are remembered.</summary>
    internal int Count
    {
        get
        {
            lock (_gate)
            {
                return _hosts.Count;
            }
        }
    }

    /// <summary>How many hosts are remembered, and nothing of them.</summary>
    public override string ToString() => FormattableString.Invariant($"{Count} providers");

    /// <summary>Waits for a turn at the host of an address.</summary>
    /// <exception cref="SourceException">The host is left alone now.</exception>
    internal async Task<HostTurn> WaitAsync(Uri address, XtreamOptions options, CancellationToken cancellationToken)
    {
        var host = Join(HostName.Of(address));
        try
        {
            await host.BeginAsync(options, cancellationToken).ConfigureAwait(false);
            return new HostTurn(host, Leave);
        }
        catch
        {
            Leave(host);
            throw;
        }
    }

    private ProviderHost Join(string name)
    {
        lock (_gate)
        {
            if (!_hosts.TryGetValue(name, out var host))
            {
                Forget();
                host = new ProviderHost(name, _time);
                _hosts.Add(name, host);
            }

            host.Users++;
            return host;
        }
    }

    private void Leave(ProviderHost host)
    {
        lock (_gate)
        {
            host.Users--;
            host.LastUsed = _time.GetTimestamp();
        }
    }

    /// <summary>Only when a host comes that is not known: so there are never more than were in use within that time.</summary>
    private void Forget()
    {
        foreach (var host in _hosts.Values.Where(host => host.Users == 0 && _time.GetElapsedTime(host.LastUsed) > Memory).ToList())
        {
            _hosts.Remove(host.Name);
        }
    }
}
