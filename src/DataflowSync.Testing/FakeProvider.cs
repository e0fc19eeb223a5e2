using System.Net;
using DataflowSync.Testing.Http;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace DataflowSync.Testing;

/// <summary>
/// A provider that speaks <c>player_api.php</c> on the loopback address, with a catalog of any size that is derived from a seed, and
/// faults on demand. Thread-safe. Logs nothing, reads no configuration.
/// </summary>
public sealed class FakeProvider : IAsyncDisposable
{
    private readonly KestrelServer _server;
    private readonly RequestLog _log;
    private readonly CancellationTokenSource _stopping;
    private int _disposed;

    private FakeProvider(FakeProviderOptions options)
    {
        _stopping = new CancellationTokenSource();
        _log = new RequestLog();
        Catalog = new FakeCatalog(options);
        Username = options.Username;
        Password = options.Password;
        _server = CreateServer(options.Port);
    }

    /// <summary>Where the provider listens: <c>http://127.0.0.1:PORT/</c>.</summary>
    public Uri BaseAddress { get; private set; } = null!;

    /// <summary>The user name that is let in.</summary>
    public string Username { get; }

    /// <summary>The password that is let in.</summary>
    public string Password { get; }

    /// <summary>What the provider serves.</summary>
    public FakeCatalog Catalog { get; }

    /// <summary>The account behind the credentials.</summary>
    public FakeAccount Account { get; } = new();

    /// <summary>What will go wrong.</summary>
    public FakeFaults Faults { get; } = new();

    /// <summary>
    /// The last 10,000 requests, the oldest first, as they stand now. Without a content length, a request has ended here before its
    /// client sees the end of the body.
    /// </summary>
    public IReadOnlyList<FakeRequest> Requests => _log.Snapshot();

    /// <summary>Starts a provider; it listens when the task completes.</summary>
    /// <param name="options">Null for the defaults.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <exception cref="ArgumentException">An option is missing or out of range.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<FakeProvider> StartAsync(FakeProviderOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new FakeProviderOptions();
        options.Validate();
        FakeProvider provider = new(options);
        try
        {
            PlayerApi api = new(options, provider.Catalog, provider.Account, provider.Faults, provider._log, provider._stopping.Token);
            await provider._server.StartAsync(api, cancellationToken).ConfigureAwait(false);
            provider.BaseAddress = new Uri(provider._server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single());
            return provider;
        }
        catch
        {
            await provider.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>
    /// Waits until the log has a request that fits, running or ended; at once if it is there already. For tests that go on when, say, a
    /// request has stalled.
    /// </summary>
    /// <exception cref="OperationCanceledException">The token was cancelled first.</exception>
    public Task<FakeRequest> WaitForRequestAsync(Func<FakeRequest, bool> predicate, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        return _log.WaitAsync(predicate, cancellationToken);
    }

    /// <summary>Stops listening and aborts what is running: delays, stalls and bodies end at once. Calling it again does nothing.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        await _stopping.CancelAsync().ConfigureAwait(false);

        // A token that is cancelled already: open connections are aborted, not waited for.
        await _server.StopAsync(new CancellationToken(canceled: true)).ConfigureAwait(false);
        _server.Dispose();
        _stopping.Dispose();
    }

    private static KestrelServer CreateServer(int port)
    {
        KestrelServerOptions kestrel = new() { AllowSynchronousIO = false };
        kestrel.Limits.MaxRequestBodySize = 64 * 1024;
        kestrel.Listen(IPAddress.Loopback, port, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            listen.Use(next => connection =>
            {
                RawConnection raw = new(connection.Transport);
                connection.Transport = raw;
                connection.Features.Set(raw);
                return next(connection);
            });
        });
        SocketTransportFactory transport = new(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance);
        return new KestrelServer(Options.Create(kestrel), transport, NullLoggerFactory.Instance);
    }
}
