using System.Net;
using DataflowSync.Server.Faults;
using DataflowSync.Server.Setup;
using Microsoft.AspNetCore.Http;

namespace DataflowSync.Server.Security;

/// <summary>
/// Refuses requests that ask for another host than this one. A web page can make a name of its own point to this machine (DNS
/// rebinding), but not a name of this machine, nor an address.
/// </summary>
internal sealed class HostCheck(RequestDelegate next, ServerSettings settings)
{
    private readonly HashSet<string> _names = new(
        settings.Addresses.Select(address => address.Host).Where(host => host is not ("*" or "+")).Append("localhost").Append(Environment.MachineName),
        StringComparer.OrdinalIgnoreCase);

    public Task InvokeAsync(HttpContext context)
    {
        ProtectiveHeaders.Set(context.Response);
        return IsOurs(context.Request.Host.Host.Trim('[', ']'), context.Connection.LocalIpAddress)
            ? next(context)
            : Problems.WriteAsync(context, StatusCodes.Status400BadRequest, "The Host header names another host than this server.");
    }

    private bool IsOurs(string host, IPAddress? reached)
    {
        if (_names.Contains(host))
        {
            return true;
        }

        return IPAddress.TryParse(host, out var address)
            && (IPAddress.IsLoopback(address) || (reached is not null && Plain(address).Equals(Plain(reached))));
    }

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
