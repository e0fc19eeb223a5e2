using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace DataflowSync.Xtream.Tests;

/// <summary>Answers each connection on loopback with the next scripted bytes, exactly as written, and closes it.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<byte[]?> _responses = new();
    private readonly ConcurrentQueue<string> _heads = new();
    private readonly SemaphoreSlim _received = new(0);
    private readonly SemaphoreSlim _connected = new(0);
    private int _isDisposed;
    private readonly ConcurrentBag<Task> _connections = [];
    private readonly Task _accepting;

    public LoopbackServer(params byte[]?[] responses)
    {
        foreach (var response in responses)
        {
            _responses.Enqueue(response);
        }

        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string BaseUrl => $"http://127.0.0.1:{Port}/";

    /// <summary>The request heads so far, request line first.</summary>
    public IReadOnlyList<string> Heads => [.. _heads];

    /// <summary>Path and query of the requests so far.</summary>
    public IReadOnlyList<string> Targets => [.. _heads.Select(head => head.Split(' ')[1])];

    /// <summary>Null accepts a request and never answers it.</summary>
    public void Enqueue(byte[]? response) => _responses.Enqueue(response);

    public Task WaitForRequestAsync() => _received.WaitAsync(TimeSpan.FromSeconds(30));

    public Task WaitForConnectionAsync() => _connected.WaitAsync(TimeSpan.FromSeconds(30));

    public static byte[] Ok(string body, string headers = "") => Ok(Encoding.UTF8.GetBytes(body), headers);

    public static byte[] Ok(byte[] body, string headers = "") =>
        [.. Encoding.Latin1.GetBytes($"HTTP/1.1 200 OK\r\n{headers}Content-Length: {body.Length}\r\nConnection: close\r\n\r\n"), .. body];

    public static byte[] Status(int status, string headers = "") =>
        Encoding.Latin1.GetBytes($"HTTP/1.1 {status} \r\n{headers}Content-Length: 0\r\nConnection: close\r\n\r\n");

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
        {
            return;
        }

        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_connections);
        _stop.Dispose();
        _received.Dispose();
        _connected.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                _connections.Add(AnswerAsync(await _listener.AcceptSocketAsync(_stop.Token)));
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(Socket socket)
    {
        await Task.Yield();
        _connected.Release();
        await using var stream = new NetworkStream(socket, ownsSocket: true);
        try
        {
            var head = await ReadHeadAsync(stream);
            _heads.Enqueue(head);
            var response = _responses.TryDequeue(out var next) ? next : Status(599);
            _received.Release();
            if (response is null)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, _stop.Token);
                return;
            }

            await stream.WriteAsync(response, _stop.Token);
            socket.Shutdown(SocketShutdown.Send);
            while (await stream.ReadAsync(new byte[64], _stop.Token) > 0)
            {
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or SocketException)
        {
            // The client went away, or the test is over.
        }
    }

    private async Task<string> ReadHeadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var buffer = new byte[4096];
        while (!head.ToString().Contains("\r\n\r\n", StringComparison.Ordinal))
        {
            var count = await stream.ReadAsync(buffer, _stop.Token);
            if (count == 0)
            {
                throw new IOException("no request");
            }

            head.Append(Encoding.Latin1.GetString(buffer, 0, count));
        }

        return head.ToString();
    }
}
