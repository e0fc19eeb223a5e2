using System.Net.Sockets;

namespace DataflowSync.EndToEnd.Tests.Faults;

/// <summary>HTTP clients that tell when they begin to read from their connection: what was sent before has been taken then.</summary>
internal sealed class WatchedClients : IHttpClientFactory, IDisposable
{
    private readonly SocketsHttpHandler _handler;
    private readonly SemaphoreSlim _reading = new(0);

    public WatchedClients() => _handler = new SocketsHttpHandler
    {
        ConnectCallback = async (context, cancellationToken) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
            return new WatchedStream(socket, _reading);
        },
    };

    public HttpClient CreateClient(string name) => new(_handler, disposeHandler: false);

    /// <summary>Sends, and waits until the client wants more.</summary>
    public async Task SendAsync(FrontAnswer answer, string text)
    {
        while (await _reading.WaitAsync(TimeSpan.Zero, answer.Stop))
        {
        }

        await answer.SendAsync(text);
        await _reading.WaitAsync(answer.Stop);
    }

    public void Dispose()
    {
        _handler.Dispose();
        _reading.Dispose();
    }

    private sealed class WatchedStream(Socket socket, SemaphoreSlim reading) : NetworkStream(socket, ownsSocket: true)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            reading.Release();
            return base.ReadAsync(buffer, cancellationToken);
        }
    }
}
