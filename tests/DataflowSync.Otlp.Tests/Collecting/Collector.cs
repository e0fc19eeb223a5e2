using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Opentelemetry.Proto.Collector.Logs.V1;
using Opentelemetry.Proto.Collector.Metrics.V1;
using Opentelemetry.Proto.Collector.Trace.V1;

namespace DataflowSync.Otlp.Tests.Collecting;

/// <summary>An endpoint that takes OTLP on loopback, over HTTP/1.1 as http/protobuf and over HTTP/2 as gRPC.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly WebApplication _server;
    private readonly CollectorAnswer _answer;
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentQueue<CollectedRequest> _requests = new();
    private readonly SemaphoreSlim _came = new(0);

    private Collector(WebApplication server, CollectorAnswer answer) => (_server, _answer) = (server, answer);

    /// <summary>What came, in its order; of requests that are not answered too.</summary>
    public IReadOnlyList<CollectedRequest> Requests => [.. _requests];

    public Collected Collected => new(Requests);

    private string[] Addresses => [.. _server.Urls];

    public static async Task<Collector> StartAsync(CollectorAnswer answer = CollectorAnswer.Accept)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
        });
        var server = builder.Build();
        var collector = new Collector(server, answer);
        server.Run(collector.TakeAsync);
        await server.StartAsync();
        return collector;
    }

    /// <summary>What makes the tool send here.</summary>
    /// <param name="protocol">grpc or http/protobuf.</param>
    public (string Name, string Value)[] Variables(string protocol = "http/protobuf") =>
        [("OTEL_EXPORTER_OTLP_ENDPOINT", Address(protocol)), ("OTEL_EXPORTER_OTLP_PROTOCOL", protocol)];

    public string Address(string protocol = "http/protobuf") => Addresses[protocol == "grpc" ? 1 : 0];

    /// <summary>Waits until what came is as it should be.</summary>
    public async Task<Collected> WaitAsync(Func<Collected, bool> isThere)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        while (true)
        {
            var collected = Collected;
            if (isThere(collected))
            {
                return collected;
            }

            await _came.WaitAsync(deadline.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _server.DisposeAsync();
        _end.Dispose();
        _came.Dispose();
    }

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var isGrpc = context.Request.ContentType == "application/grpc";
        var request = new CollectedRequest(
            context.Request.Path,
            context.Request.Headers.ToDictionary(header => header.Key, header => $"{header.Value}", StringComparer.OrdinalIgnoreCase),
            isGrpc ? Message(body.ToArray()) : body.ToArray());
        _requests.Enqueue(request);
        _came.Release();
        if (_answer == CollectorAnswer.Nothing)
        {
            using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _end.Token);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            context.Abort();
            return;
        }

        if (_answer == CollectorAnswer.Refuse)
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        var reply = Reply(request.Path).ToByteArray();
        context.Response.ContentType = isGrpc ? "application/grpc" : "application/x-protobuf";
        if (isGrpc)
        {
            context.Response.DeclareTrailer("grpc-status");
            reply = [0, 0, 0, 0, (byte)reply.Length, .. reply];
        }

        await context.Response.Body.WriteAsync(reply, context.RequestAborted);
        if (isGrpc)
        {
            context.Response.AppendTrailer("grpc-status", "0");
        }
    }

    private static IMessage Reply(string path) => path switch
    {
        CollectedRequest.TracesPath or CollectedRequest.TracesService => new ExportTraceServiceResponse(),
        CollectedRequest.MetricsPath or CollectedRequest.MetricsService => new ExportMetricsServiceResponse(),
        CollectedRequest.LogsPath or CollectedRequest.LogsService => new ExportLogsServiceResponse(),
        _ => throw new InvalidDataException($"{path} is none of OTLP."),
    };

    /// <summary>The one message of a request, behind its flag for compression and its length.</summary>
    private static byte[] Message(byte[] body) =>
        body[0] == 0 && BinaryPrimitives.ReadUInt32BigEndian(body.AsSpan(1)) == body.Length - 5
            ? body[5..]
            : throw new InvalidDataException("This is not one plain gRPC message.");
}
