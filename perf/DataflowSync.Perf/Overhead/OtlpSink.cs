using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace DataflowSync.Perf.Overhead;

/// <summary>Takes OTLP over HTTP on loopback, and drops it.</summary>
internal sealed class OtlpSink : IAsyncDisposable
{
    private readonly WebApplication _server;
    private long _bytes;

    private OtlpSink(WebApplication server) => _server = server;

    public string Address => _server.Urls.Single();

    public long Bytes => Volatile.Read(ref _bytes);

    public static async Task<OtlpSink> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var sink = new OtlpSink(builder.Build());
        sink._server.Run(async context =>
        {
            // An empty answer is an empty message: all was taken.
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            Interlocked.Add(ref sink._bytes, body.Length);
            context.Response.ContentType = "application/x-protobuf";
        });
        await sink._server.StartAsync(cancellationToken);
        return sink;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
