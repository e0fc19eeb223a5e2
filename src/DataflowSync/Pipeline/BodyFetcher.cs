using System.IO.Pipelines;
using DataflowSync.Telemetry;

namespace DataflowSync.Pipeline;

/// <summary>The fetch stage: opens the bodies of a step, one after the other, and pumps each into a pipe.</summary>
internal sealed class BodyFetcher(
    ICatalogSource source,
    SyncOptions options,
    TimeProvider timeProvider,
    StepCounters counters,
    AttemptSignals signals)
{
    private const int SegmentSize = 128 << 10;

    private static readonly PipeOptions PipeOptions = new(
        pauseWriterThreshold: 1 << 20,
        resumeWriterThreshold: 1 << 19,
        minimumSegmentSize: SegmentSize,
        useSynchronizationContext: false);

    public async Task RunAsync(
        SyncStep step,
        Func<FetchedBody, CancellationToken, ValueTask> emit,
        CancellationToken cancellationToken)
    {
        var bodies = source.OpenAsync(step, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using (bodies.ConfigureAwait(false))
        {
            while (await FetchNextAsync(bodies, emit, cancellationToken).ConfigureAwait(false))
            {
            }
        }
    }

    /// <returns>False where there was no further body.</returns>
    private async Task<bool> FetchNextAsync(
        IAsyncEnumerator<SourceBody> bodies,
        Func<FetchedBody, CancellationToken, ValueTask> emit,
        CancellationToken cancellationToken)
    {
        using var span = signals.StartFetch();
        try
        {
            if (!await bodies.MoveNextAsync().ConfigureAwait(false))
            {
                span.Drop();
                return false;
            }

            span.EndOpening();
            var body = bodies.Current;
            await using (body.ConfigureAwait(false))
            {
                var pipe = new Pipe(PipeOptions);
                var fetched = new FetchedBody(pipe.Reader, body.Length);
                try
                {
                    await emit(fetched, cancellationToken).ConfigureAwait(false);
                    await PumpAsync(body.Content, pipe.Writer, fetched, span, cancellationToken).ConfigureAwait(false);
                }
                finally
                {
                    await pipe.Writer.CompleteAsync().ConfigureAwait(false);
                }
            }

            return true;
        }
        catch (Exception exception)
        {
            span.Fail(exception, cancellationToken);
            throw;
        }
    }

    private async Task PumpAsync(Stream content, PipeWriter writer, FetchedBody fetched, FetchSpan span, CancellationToken cancellationToken)
    {
        span.BeginReading();
        using var idle = new IdleDeadline(options.IdleTimeout, timeProvider, cancellationToken);
        try
        {
            while (true)
            {
                var read = await idle.ReadAsync(content, writer.GetMemory(SegmentSize)).ConfigureAwait(false);
                if (read == 0)
                {
                    return;
                }

                counters.AddBytes(read);
                span.AddBytes(read);
                writer.Advance(read);
                var flushed = await writer.FlushAsync(cancellationToken).ConfigureAwait(false);
                if (flushed.IsCompleted)
                {
                    return;
                }
            }
        }
        catch (SourceException exception)
        {
            fetched.Fault = exception;
            span.Fail(exception, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException)
        {
            fetched.Fault = new SourceException(
                new SyncError(SyncErrorCode.Truncated, "the connection broke in the middle of the answer"), retryAfter: null, exception);
            span.Fail(fetched.Fault, cancellationToken);
        }
    }
}
