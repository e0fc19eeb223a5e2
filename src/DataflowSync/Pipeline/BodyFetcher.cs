using System.IO.Pipelines;
using DataflowSync.Telemetry;

namespace DataflowSync.Pipeline;

/// <summary>The fetch stage: opens the bodies of a step, one after the other, and pumps each into a pipe.</summary>
internal sealed class BodyFetcher(
    Func<SyncStep, CancellationToken, IAsyncEnumerable<SourceBody>> open,
    GroupOutcomes groups,
    SyncOptions options,
    TimeProvider timeProvider,
    StepCounters counters,
    AttemptSignals signals)
{
    // Reads share the pipe's large segments: a segment for each read would cost its whole size for a few bytes.
    private const int LeastReadSize = 4 << 10;

    private static readonly PipeOptions PipeOptions = new(
        pauseWriterThreshold: 1 << 20,
        resumeWriterThreshold: 1 << 19,
        minimumSegmentSize: 128 << 10,
        useSynchronizationContext: false);

    public async Task RunAsync(
        SyncStep step,
        Func<FetchedBody, CancellationToken, ValueTask> emit,
        CancellationToken cancellationToken)
    {
        var isFirst = true;
        var bodies = open(step, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using (bodies.ConfigureAwait(false))
        {
            while (!groups.IsGivenUp && await FetchNextAsync(bodies, isFirst, emit, cancellationToken).ConfigureAwait(false))
            {
                isFirst = false;
            }
        }
    }

    /// <returns>False where there was no further body.</returns>
    private async Task<bool> FetchNextAsync(
        IAsyncEnumerator<SourceBody> bodies,
        bool isFirst,
        Func<FetchedBody, CancellationToken, ValueTask> emit,
        CancellationToken cancellationToken)
    {
        using var span = signals.StartFetch();
        try
        {
            if (!await OpenNextAsync(bodies, cancellationToken).ConfigureAwait(false))
            {
                span.Drop();
                return false;
            }

            span.EndOpening();
            await using var body = bodies.Current.ConfigureAwait(false);
            await PumpAsync(bodies.Current, isFirst, emit, span, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (Exception exception)
        {
            span.Fail(exception, cancellationToken);
            throw;
        }
    }

    private static async ValueTask<bool> OpenNextAsync(IAsyncEnumerator<SourceBody> bodies, CancellationToken cancellationToken)
    {
        try
        {
            return await bodies.MoveNextAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (SourceFaults.Translate(exception, inBody: false, cancellationToken) is { } fault)
        {
            throw fault;
        }
    }

    private async Task PumpAsync(
        SourceBody body,
        bool isFirst,
        Func<FetchedBody, CancellationToken, ValueTask> emit,
        FetchSpan span,
        CancellationToken cancellationToken)
    {
        var pipe = new Pipe(PipeOptions);
        var fetched = new FetchedBody(pipe.Reader, body.Length, isFirst, body.Group);
        try
        {
            await emit(fetched, cancellationToken).ConfigureAwait(false);
            await CopyAsync(body.Content, pipe.Writer, span, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (SourceFaults.Translate(exception, inBody: true, cancellationToken) is { } fault)
        {
            fetched.Fault = fault;
            span.Fail(fault, cancellationToken);
        }
        finally
        {
            fetched.Warnings = [.. body.Warnings];
            await pipe.Writer.CompleteAsync().ConfigureAwait(false);
        }

        if (fetched.Group is not null)
        {
            // What became of this group decides whether the next one is asked for.
            await fetched.Parsed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task CopyAsync(Stream content, PipeWriter writer, FetchSpan span, CancellationToken cancellationToken)
    {
        using var idle = new IdleDeadline(options.IdleTimeout, timeProvider, cancellationToken);
        var left = options.MaxBodyBytes ?? long.MaxValue;
        while (true)
        {
            var read = 0;
            span.BeginReading();
            try
            {
                read = await idle.ReadAsync(content, writer.GetMemory(LeastReadSize)).ConfigureAwait(false);
            }
            finally
            {
                span.EndReading(read);
            }

            if (read == 0)
            {
                return;
            }

            counters.AddBytes(read);
            writer.Advance((int)Math.Min(read, left));
            var flushed = await writer.FlushAsync(cancellationToken).ConfigureAwait(false);
            if (flushed.IsCompleted)
            {
                return;
            }

            left -= read;
            if (left < 0)
            {
                throw new SourceException(SyncErrorCode.LimitExceeded, FormattableString.Invariant($"the answer is larger than {options.MaxBodyBytes} bytes"));
            }
        }
    }
}
