using System.Globalization;
using System.Text;

namespace DataflowSync.M3u.Tests.Setup;

/// <summary>Playlists as panels make them, and answers that hold them.</summary>
internal static class Playlists
{
    public const string Username = "alice-0451";

    public const string Password = "c0rrect-h0rse";

    /// <summary>An entry of a live channel.</summary>
    public static string Channel(int id, string? name = null, string password = Password) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        #EXTINF:-1 tvg-id="c{id}.uk" tvg-name="Channel {id}" tvg-logo="http://cdn.example.test/{id}.png" group-title="Group {id % 3}",{name ?? $"Channel {id}"}
        http://127.0.0.1:8080/live/{Username}/{password}/{id}.ts

        """).ReplaceLineEndings("\r\n");

    public static string List(IEnumerable<string> entries) => $"#EXTM3U\r\n{string.Concat(entries)}";

    public static string Channels(int count, string password = Password) => List(Enumerable.Range(1, count).Select(id => Channel(id, password: password)));

    /// <summary>An answer that ends when the connection does, as panels send it.</summary>
    public static byte[] WithoutLength(string body) => Encoding.UTF8.GetBytes($"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{body}");

    public static byte[] Chunked(string body, string end = "0\r\n\r\n") => Encoding.UTF8.GetBytes(
        $"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n{Encoding.UTF8.GetByteCount(body):x}\r\n{body}\r\n{end}");
}
