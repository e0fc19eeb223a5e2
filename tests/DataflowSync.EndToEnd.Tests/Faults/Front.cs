using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace DataflowSync.EndToEnd.Tests.Faults;

/// <summary>
/// The network in front of a panel: passes requests and answers on, byte for byte, but where a test wants harm done. One request a
/// connection.
/// </summary>
internal sealed partial class Front : IAsyncDisposable
{
    public const string AccountCheck = "account";

    private readonly Uri _panel;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<Task> _tasks = [];
    private readonly ConcurrentDictionary<string, Harm> _harms = new();
    private readonly ConcurrentQueue<string> _actions = new();

    /// <summary>Keeps the port while nobody listens, so that connections are refused and nobody else takes it.</summary>
    private readonly Socket _holder = Bind(0);

    private Socket? _listener;

    public Front(Uri panel)
    {
        _panel = panel;
        Listen();
    }

    public int Port => ((IPEndPoint)_holder.LocalEndPoint!).Port;

    public string BaseUrl => $"http://127.0.0.1:{Port}/";

    /// <summary>What was asked for so far.</summary>
    public IReadOnlyList<string> Actions => [.. _actions];

    /// <summary>Released by the test for each sign that the client has read something.</summary>
    public SemaphoreSlim ClientHasRead { get; } = new(0);

    /// <summary>Told of each request before it is answered.</summary>
    public Action<string> OnRequest { get; set; } = _ => { };

    /// <summary>Does harm to every answer to an action from now on.</summary>
    public void Break(string action, Harm harm) => _harms[action] = harm;

    /// <summary>Does harm to the next so many answers to an action.</summary>
    public void Break(string action, Harm harm, int times)
    {
        var left = times;
        Break(action, answer => Interlocked.Decrement(ref left) >= 0 ? harm(answer) : answer.PassAsync());
    }

    public void Heal() => _harms.Clear();

    /// <summary>Takes connections.</summary>
    public void Listen()
    {
        _listener = Bind(Port);
        _listener.Listen();
        _tasks.Add(AcceptAsync(_listener));
    }

    /// <summary>Refuses connections from now on; those that are open go on.</summary>
    public void Refuse() => _listener!.Dispose();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener!.Dispose();
        _holder.Dispose();
        await Task.WhenAll(_tasks);
        _stop.Dispose();
        ClientHasRead.Dispose();
    }

    private static Socket Bind(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
        return socket;
    }

    private async Task AcceptAsync(Socket listener)
    {
        while (true)
        {
            try
            {
                _tasks.Add(AnswerAsync(await listener.AcceptAsync(_stop.Token)));
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(Socket client)
    {
        await Task.Yield();
        using (client)
        {
            try
            {
                var head = await ReadHeadAsync(client);
                if (head.Length == 0)
                {
                    return;
                }

                var action = Action().Match(head) is { Success: true } named ? named.Groups[1].Value : AccountCheck;
                _actions.Enqueue(action);
                OnRequest(action);
                var answer = new FrontAnswer(this, client, await AskPanelAsync(head), _stop.Token);
                await (_harms.TryGetValue(action, out var harm) ? harm(answer) : answer.PassAsync());
            }
            catch (Exception exception) when (exception is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
            {
                // The client went away, or the test is over.
            }
        }
    }

    /// <returns>Nothing where it is no HTTP, for example the beginning of a TLS handshake.</returns>
    private async Task<string> ReadHeadAsync(Socket client)
    {
        var head = new StringBuilder();
        var buffer = new byte[4096];
        int count;
        while ((count = await client.ReceiveAsync(buffer, _stop.Token)) > 0)
        {
            head.Append(Encoding.Latin1.GetString(buffer, 0, count));
            if (head[0] != 'G')
            {
                break;
            }

            if (head.ToString().Contains("\r\n\r\n", StringComparison.Ordinal))
            {
                return head.ToString();
            }
        }

        return string.Empty;
    }

    private async Task<byte[]> AskPanelAsync(string head)
    {
        using var panel = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await panel.ConnectAsync(_panel.Host, _panel.Port, _stop.Token);
        await using var stream = new NetworkStream(panel);
        await stream.WriteAsync(Encoding.Latin1.GetBytes(head), _stop.Token);
        var answer = new MemoryStream();
        await stream.CopyToAsync(answer, _stop.Token);
        return answer.ToArray();
    }

    [GeneratedRegex("^GET [^ ]*[?&]action=([a-z_]+)")]
    private static partial Regex Action();
}
