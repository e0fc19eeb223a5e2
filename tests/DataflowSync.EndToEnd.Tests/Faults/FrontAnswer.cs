using System.Net.Sockets;
using System.Text;

namespace DataflowSync.EndToEnd.Tests.Faults;

/// <summary>One answer of a panel on its way through the front, and the connection to send it on, which is closed behind it.</summary>
internal sealed class FrontAnswer(Front front, Socket client, byte[] whole, CancellationToken stop)
{
    /// <summary>The body that the panel sent.</summary>
    public byte[] Body { get; } = whole[(whole.AsSpan().IndexOf("\r\n\r\n"u8) + 4)..];

    public CancellationToken Stop => stop;

    /// <summary>Sends the panel's answer as it is.</summary>
    public Task PassAsync() => SendAsync(whole);

    public Task SendAsync(string text) => SendAsync(Encoding.Latin1.GetBytes(text));

    public async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await client.SendAsync(bytes, stop)..];
        }
    }

    /// <summary>Waits until the client has read some of what is sent meanwhile: a reset takes with it what was not read yet.</summary>
    public async Task SendAndAwaitReaderAsync(ReadOnlyMemory<byte> bytes)
    {
        while (await front.ClientHasRead.WaitAsync(TimeSpan.Zero, stop))
        {
        }

        await SendAsync(bytes);
        await front.ClientHasRead.WaitAsync(stop);
    }

    /// <summary>Waits until the client closes the connection.</summary>
    public async Task AwaitEndAsync()
    {
        while (await client.ReceiveAsync(new byte[64], stop) > 0)
        {
        }
    }

    public void Reset()
    {
        client.LingerState = new LingerOption(enable: true, seconds: 0);
        client.Close();
    }
}
