using System.ComponentModel.DataAnnotations;
using System.Net;
using Microsoft.AspNetCore.Http;

namespace DataflowSync.Server.Setup;

/// <summary>An address to listen on.</summary>
/// <param name="Url">As Kestrel takes it.</param>
/// <param name="Host">The host in it, without brackets.</param>
/// <param name="IsLoopback">Whether only this machine reaches it.</param>
internal sealed record ListenAddress(string Url, string Host, bool IsLoopback)
{
    private const string Localhost = "localhost";

    /// <exception cref="ValidationException">It is none.</exception>
    public static ListenAddress Parse(string url)
    {
        BindingAddress address;
        try
        {
            address = BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            throw Wrong();
        }

        // A user name in it would be taken for a part of the host, which would then mean every address of the machine.
        if (address.Scheme != "http" || address.IsUnixPipe || address.IsNamedPipe || address.PathBase.Length > 0
            || address.Port is < 0 or > IPEndPoint.MaxPort || !IsHost(address.Host))
        {
            throw Wrong();
        }

        var host = address.Host.Trim('[', ']');
        var isLocalhost = host.Equals(Localhost, StringComparison.OrdinalIgnoreCase);
        return isLocalhost && address.Port == 0
            ? throw new ValidationException("An address with port 0 needs an IP address: http://127.0.0.1:0.")
            : new ListenAddress(url, host, isLocalhost || (IPAddress.TryParse(host, out var ip) && IPAddress.IsLoopback(ip)));
    }

    private static bool IsHost(string host) =>
        host is "*" or "+" || Uri.CheckHostName(host) is UriHostNameType.IPv4 or UriHostNameType.IPv6 or UriHostNameType.Dns;

    private static ValidationException Wrong() =>
        new("An address to listen on is http://HOST:PORT, for example http://127.0.0.1:8080; for https put a reverse proxy in front.");
}
