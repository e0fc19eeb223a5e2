using System.Net;
using System.Net.Sockets;
using System.Text;
using DataflowSync.Testing;

namespace DataflowSync.Perf.Providing;

/// <summary>Stands before a fake provider on loopback: answers the list of movies from memory, passes everything else on.</summary>
internal sealed class CannedServer(IPAddress? address = null) : IDisposable
{
    private readonly TcpListener _listener = Listen(address ?? IPAddress.Loopback);
    private readonly HttpClient _client = new();

    /// <summary>What is answered now.</summary>
    public (FakeProvider Provider, CannedList Movies)? Served { get; set; }

    public Uri BaseAddress => new($"http://{_listener.LocalEndpoint}/");

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var socket = await _listener.AcceptSocketAsync(cancellationToken);
            _ = AnswerAsync(socket, cancellationToken);
        }
    }

    public void Dispose()
    {
        _listener.Dispose();
        _client.Dispose();
    }

    private static TcpListener Listen(IPAddress address)
    {
        var listener = new TcpListener(address, 0);
        listener.Start();
        return listener;
    }

    private async Task AnswerAsync(Socket socket, CancellationToken cancellationToken)
    {
        try
        {
            using (socket)
            {
                var target = await ReadTargetAsync(socket, cancellationToken);
                var (provider, movies) = Served!.Value;
                if (target.Contains($"action={provider.Catalog.Movies.Action}", StringComparison.Ordinal))
                {
                    await SendAsync(socket, HttpStatusCode.OK, movies.Chunks, cancellationToken);
                }
                else
                {
                    using var answer = await _client.GetAsync(new Uri(provider.BaseAddress, target), cancellationToken);
                    await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
                    using var copy = new MemoryStream();
                    await body.CopyToAsync(copy, cancellationToken);
                    await SendAsync(socket, answer.StatusCode, [copy.ToArray()], cancellationToken);
                }

                socket.Shutdown(SocketShutdown.Send);
            }
        }
        catch (SocketException)
        {
            // The contender hung up: it is told there.
        }
    }

    private static async Task<string> ReadTargetAsync(Socket socket, CancellationToken cancellationToken)
    {
        var head = new byte[16 << 10];
        var length = 0;
        while (head.AsSpan(0, length).IndexOf("\r\n\r\n"u8) < 0)
        {
            var read = await socket.ReceiveAsync(head.AsMemory(length), cancellationToken);
            length += read > 0 ? read : throw new SocketException((int)SocketError.ConnectionReset);
        }

        return Encoding.ASCII.GetString(head, 0, length).Split(' ', 3)[1];
    }

    /// <summary>Ends the body by closing, as panels do.</summary>
    private static async Task SendAsync(Socket socket, HttpStatusCode status, IEnumerable<byte[]> body, CancellationToken cancellationToken)
    {
        byte[] head = Encoding.ASCII.GetBytes($"HTTP/1.1 {(int)status} {status}\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n");
        foreach (var chunk in body.Prepend(head))
        {
            for (ReadOnlyMemory<byte> rest = chunk; !rest.IsEmpty;)
            {
                rest = rest[await socket.SendAsync(rest, cancellationToken)..];
            }
        }
    }
}
