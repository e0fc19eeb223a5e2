using System.Net.Security;
using System.Net.Sockets;

namespace DataflowSync.Xtream.Http;

/// <summary>Makes the handler that talks to providers.</summary>
internal static class XtreamHttpHandler
{
    /// <summary>Providers change their addresses: after this time a connection is made anew, and the name asked for again.</summary>
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    /// <summary>Said, though it is the runtime's default: sources that are never disposed rely on it.</summary>
    private static readonly TimeSpan IdleConnectionLifetime = TimeSpan.FromMinutes(1);

    private static readonly HttpRequestOptionsKey<bool> HasConnected = new("DataflowSync.Xtream.HasConnected");

    public static SocketsHttpHandler Create(XtreamOptions options)
    {
        var handler = new SocketsHttpHandler
        {
            ConnectTimeout = options.ConnectTimeout,
            PooledConnectionLifetime = ConnectionLifetime,
            PooledConnectionIdleTimeout = IdleConnectionLifetime,
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = options.UseSystemProxy,
            ConnectCallback = ConnectAsync,

            // No headers with trace ids, for which a provider has no use, and no spans of the runtime's own: they quote answers that
            // are no HTTP, which may echo the request.
            ActivityHeadersPropagator = null,
        };
        if (options.InsecureTls)
        {
            handler.SslOptions = new SslClientAuthenticationOptions
            {
#pragma warning disable CA5359 // InsecureTls asks for exactly this.
                RemoteCertificateValidationCallback = static (_, _, _, _) => true,
#pragma warning restore CA5359
            };
        }

        return handler;
    }

    public static void Configure(HttpClient client) => client.Timeout = Timeout.InfiniteTimeSpan;

    /// <summary>
    /// Connects once for a request. Where a connection closes without a byte, the handler would ask again at once, several times: that
    /// is for the engine to decide, which pauses first. A connection that was kept open too long is replaced by one new one.
    /// </summary>
    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        if (context.InitialRequestMessage.Options.TryGetValue(HasConnected, out _))
        {
            throw new HttpIOException(HttpRequestError.ResponseEnded);
        }

        context.InitialRequestMessage.Options.Set(HasConnected, true);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
