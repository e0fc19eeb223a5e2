using System.Text;

namespace DataflowSync.Tests.Telemetry;

/// <summary>An HTTP client that is answered without a network; the real one, for a handler of ours would emit no spans.</summary>
internal static class CannedHttp
{
    public static HttpClient Client(string body) => new(new SocketsHttpHandler
    {
        ConnectCallback = (_, _) => ValueTask.FromResult<Stream>(new CannedConnection(
            Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: {body.Length}\r\n\r\n{body}"))),
    });

    private sealed class CannedConnection(byte[] answer) : MemoryStream(answer)
    {
        public override bool CanWrite => true;

        public override void Write(ReadOnlySpan<byte> buffer)
        {
        }

        public override void Write(byte[] buffer, int offset, int count)
        {
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;
    }
}
