using System.Net;
using System.Net.Sockets;
using System.Text;

namespace DataflowSync.Xtream.Tests;

/// <summary>Sends headers and the beginning of a body, and then nothing.</summary>
internal sealed class NeverEndingServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly TaskCompletionSource _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _stop = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _answering;

    public NeverEndingServer(string body)
    {
        _listener.Start();
        _answering = AnswerAsync(Encoding.Latin1.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n{body}"));
    }

    public string BaseUrl => $"http://{_listener.LocalEndpoint}/";

    public Task WaitForAnswerAsync() => _answered.Task;

    public async ValueTask DisposeAsync()
    {
        _stop.SetResult();
        await _answering;
        _listener.Stop();
    }

    private async Task AnswerAsync(byte[] answer)
    {
        using var socket = await _listener.AcceptSocketAsync();
        await socket.ReceiveAsync(new byte[8192]);
        await socket.SendAsync(answer);
        _answered.SetResult();
        await _stop.Task;
    }
}
