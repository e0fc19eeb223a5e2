using System.IO.Compression;
using System.Text;

namespace DataflowSync.EndToEnd.Tests.Faults;

/// <summary>What can happen to an answer on its way.</summary>
internal static class Harms
{
    private const string Ok = "HTTP/1.1 200 OK\r\n";

    /// <summary>Exactly these bytes.</summary>
    public static Harm Raw(string answer) => front => front.SendAsync(answer);

    public static Harm Status(int status, string headers = "") =>
        Raw($"HTTP/1.1 {status} \r\n{headers}Content-Type: text/html\r\nContent-Length: 13\r\nConnection: close\r\n\r\n<html></html>");

    /// <summary>A body with status 200 whose end is the end of the connection.</summary>
    public static Harm Body(string body, string headers = "") => Raw($"{Ok}{headers}Connection: close\r\n\r\n{body}");

    /// <summary>The panel's body with another head, and of its bytes only some.</summary>
    public static Harm Reshape(string headers, Func<byte[], byte[]> reshape) => async front =>
    {
        var body = reshape(front.Body);
        await front.SendAsync($"{Ok}{headers.Replace("{length}", $"{front.Body.Length}", StringComparison.Ordinal)}Connection: close\r\n\r\n");
        await front.SendAsync(body);
    };

    public static Harm Truncate(Func<byte[], int> length) => Reshape(string.Empty, body => body[..length(body)]);

    /// <summary>Chunks with everything in them, and then no last one.</summary>
    public static byte[] Chunk(byte[] body) => [.. Encoding.Latin1.GetBytes($"{body.Length:x}\r\n"), .. body, .. "\r\n"u8];

    public static byte[] Gzip(byte[] body)
    {
        var packed = new MemoryStream();
        using (var packer = new GZipStream(packed, CompressionLevel.Fastest))
        {
            packer.Write(body);
        }

        return packed.ToArray();
    }

    /// <summary>A reset behind these bytes, which may get lost with it.</summary>
    public static Harm ResetBehind(string answer) => async front =>
    {
        await front.SendAsync(answer);
        front.Reset();
    };

    /// <summary>A reset when the client has read half of the body.</summary>
    public static async Task ResetInBody(FrontAnswer front)
    {
        await front.SendAndAwaitReaderAsync((byte[])[.. Encoding.Latin1.GetBytes($"{Ok}\r\n"), .. front.Body[..(front.Body.Length / 2)]]);
        front.Reset();
    }
}
