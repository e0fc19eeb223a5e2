using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.Net.Sockets;
using System.Text;
using DataflowSync.Testing.Faults;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace DataflowSync.Testing.Http;

/// <summary>Sends one answer over the connection, with the harm that a fault does to it, and closes the connection.</summary>
internal sealed class Responder(FakeProviderOptions options, RequestLog log)
{
    // Large enough that sends cost little beside rendering; returned to the pool after each response.
    private const int BlockBytes = 4 * ResponseBody.MinBlock;

    /// <param name="context">The request.</param>
    /// <param name="entry">Its entry in the log, brought up to date here.</param>
    /// <param name="answer">What to send; called when a delay is over.</param>
    /// <param name="fault">What goes wrong, or null.</param>
    /// <param name="cancellationToken">Cancelled when the client has gone or the provider is disposed.</param>
    public async Task RespondAsync(HttpContext context, FakeRequest entry, Func<Answer> answer, Fault? fault, CancellationToken cancellationToken)
    {
        Socket socket = context.Features.GetRequiredFeature<IConnectionSocketFeature>().Socket;
        SocketBodyStream? body = null;
        try
        {
            if (fault is { Kind: FaultKind.Delay })
            {
                await Task.Delay(fault.Time, options.TimeProvider, cancellationToken).ConfigureAwait(false);
            }

            if (fault is { Kind: FaultKind.Reset, AtByte: 0 })
            {
                throw new BodyCutException();
            }

            context.Features.GetRequiredFeature<RawConnection>().Seal();
            context.Response.Headers.Connection = "close";

            Answer chosen = answer();
            entry = entry with { Status = chosen.Status };
            bool gzip = options.Gzip && context.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase);
            long cutAt = fault is { Kind: FaultKind.Stall or FaultKind.Reset or FaultKind.Truncate } ? fault.AtByte : long.MaxValue;
            long? length = options.SendContentLength && fault is not { Kind: FaultKind.Truncate }
                ? await MeasureAsync(chosen, gzip, cancellationToken).ConfigureAwait(false)
                : null;

            await socket.SendAllAsync(Head(chosen, gzip, length), cancellationToken).ConfigureAwait(false);
            body = new SocketBodyStream(socket, cutAt, options.BytesPerSecond, options.TimeProvider);
            await WriteAsync(chosen, gzip, body, cancellationToken).ConfigureAwait(false);
            End(entry, body, FakeRequestOutcome.Completed);
        }
        catch (BodyCutException)
        {
            await StrikeAsync(context, socket, entry, body, fault!.Kind, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
        {
            End(entry, body, FakeRequestOutcome.Aborted);
            context.Abort();
        }
    }

    private static async Task WriteAsync(Answer answer, bool gzip, Stream destination, CancellationToken cancellationToken)
    {
        if (!gzip)
        {
            await PumpAsync(answer.OpenBody(), destination, cancellationToken).ConfigureAwait(false);
            return;
        }

        GZipStream compressed = new(destination, CompressionLevel.Fastest, leaveOpen: true);
        await PumpAsync(answer.OpenBody(), compressed, cancellationToken).ConfigureAwait(false);

        // Not by `await using`: after a cut, disposing would send the rest.
        await compressed.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task PumpAsync(ResponseBody body, Stream destination, CancellationToken cancellationToken)
    {
        byte[] block = ArrayPool<byte>.Shared.Rent(BlockBytes);
        try
        {
            int length;
            while ((length = body.Fill(block)) > 0)
            {
                await destination.WriteAsync(block.AsMemory(0, length), cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    private static async Task<long> MeasureAsync(Answer answer, bool gzip, CancellationToken cancellationToken)
    {
        CountingStream counter = new();
        await WriteAsync(answer, gzip, counter, cancellationToken).ConfigureAwait(false);
        return counter.Count;
    }

    private async Task StrikeAsync(
        HttpContext context, Socket socket, FakeRequest entry, SocketBodyStream? body, FaultKind kind, CancellationToken cancellationToken)
    {
        switch (kind)
        {
            case FaultKind.Stall:
                log.Update(entry with { BytesSent = body!.Sent, Outcome = FakeRequestOutcome.Stalled });
                await Task.Delay(Timeout.InfiniteTimeSpan, options.TimeProvider, cancellationToken)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                End(entry, body, FakeRequestOutcome.Aborted);
                context.Abort();
                break;
            case FaultKind.Reset:
                End(entry, body, FakeRequestOutcome.CutShort);
                socket.LingerState = new LingerOption(true, 0);
                context.Abort();
                break;
            default:
                End(entry, body, FakeRequestOutcome.CutShort);
                break;
        }
    }

    // Before the connection closes: a client that has read to the end finds its request ended in the log.
    private void End(FakeRequest entry, SocketBodyStream? body, FakeRequestOutcome outcome) =>
        log.Update(entry with { BytesSent = body?.Sent ?? 0, EndedAt = options.TimeProvider.GetUtcNow(), Outcome = outcome });

    private byte[] Head(Answer answer, bool gzip, long? length)
    {
        StringBuilder head = new();
        head.Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {answer.Status} {ReasonPhrase(answer.Status)}\r\n");
        head.Append("Server: nginx\r\n");
        head.Append(CultureInfo.InvariantCulture, $"Date: {options.TimeProvider.GetUtcNow():R}\r\n");
        head.Append(CultureInfo.InvariantCulture, $"Content-Type: {answer.ContentType}\r\n");
        if (answer.RetryAfter is { } wait)
        {
            head.Append(CultureInfo.InvariantCulture, $"Retry-After: {Fault.WholeSeconds(wait)}\r\n");
        }

        if (gzip)
        {
            head.Append("Content-Encoding: gzip\r\n");
        }

        if (length is { } bytes)
        {
            head.Append(CultureInfo.InvariantCulture, $"Content-Length: {bytes}\r\n");
        }

        head.Append("Connection: close\r\n\r\n");
        return Encoding.ASCII.GetBytes(head.ToString());
    }

    private static string ReasonPhrase(int status) => Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status);
}
