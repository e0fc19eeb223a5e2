using System.Text;

namespace DataflowSync.Testing.Http;

/// <summary>What a request is answered with. The body can be opened again, to be measured first.</summary>
internal sealed record Answer(int Status, string ContentType, Func<ResponseBody> OpenBody)
{
    public TimeSpan? RetryAfter { get; init; }

    public static Answer Json(ReadOnlyMemory<byte> json) => new(200, "application/json", () => new FixedBody(json));

    /// <summary>The page that a web server shows for a status.</summary>
    public static Answer Page(int status)
    {
        byte[] page = Encoding.ASCII.GetBytes($"<html>\r\n<head><title>{status}</title></head>\r\n<body><center><h1>{status}</h1></center></body>\r\n</html>\r\n");
        return new Answer(status, "text/html", () => new FixedBody(page));
    }

    public static Answer Empty(int status) => new(status, "text/html", () => new FixedBody(default));
}
