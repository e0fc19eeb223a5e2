using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.ExceptionServices;
using DataflowSync.Change;

namespace DataflowSync.Pipeline;

/// <summary>
/// The parse stage: bytes → records → what is to be stored. Records whose bytes are known are only counted. One thread at a
/// time; it alone uses the ledger while the graph runs.
/// </summary>
internal sealed class RecordParser(
    IRecordFormat format,
    ChangeDetector detector,
    StepCounters counters,
    GroupOutcomes groups,
    SyncOptions options,
    TimeProvider timeProvider,
    Action<FetchedBody> onProgress)
{
    // A message a record would cost more than parsing it; few, for a record may be megabytes.
    private const int MaxPending = 64;
    private const int MaxPendingBytes = 64 << 10;
    private const int MaxTrailingBytes = 64 << 10;
    private const int MaxWarnings = 100;
    private static readonly TimeSpan MaxTrailingWait = TimeSpan.FromSeconds(5);

    private readonly List<StagedRecord> _pending = [];
    private readonly List<string> _warnings = [];
    private long _pendingBytes;

    /// <summary>Bodies that were read to their closing bracket.</summary>
    public int CompleteBodies { get; private set; }

    public IReadOnlyList<string> Warnings => [.. _warnings, .. counters.Warnings];

    public async Task RunAsync(
        FetchedBody body,
        Func<StagedRecord[], CancellationToken, ValueTask> emit,
        CancellationToken cancellationToken)
    {
        var framer = format.CreateFramer(options.MaxRecordBytes, options.MaxRecordDepth, detector.Known);
        try
        {
            await ReadRecordsAsync(framer, body, emit, cancellationToken).ConfigureAwait(false);
            await SkipTrailingAsync(body.Reader, cancellationToken).ConfigureAwait(false);
            CompleteBodies++;
            if (body.Group is { } whole)
            {
                groups.Complete(whole);
            }
        }
        catch (SourceException exception) when (body.Group is not null && !exception.Error.EndsRun)
        {
            groups.Fail(body.Group, exception.Error);
        }
        finally
        {
            foreach (var warning in framer.Warnings.Concat(body.Warnings))
            {
                Warn(warning);
            }

            await body.Reader.CompleteAsync().ConfigureAwait(false);
            body.SetParsed();
        }
    }

    private async Task ReadRecordsAsync(
        IRecordFramer framer,
        FetchedBody body,
        Func<StagedRecord[], CancellationToken, ValueTask> emit,
        CancellationToken cancellationToken)
    {
        var wanted = 1;
        while (true)
        {
            var result = await body.Reader.ReadAtLeastAsync(wanted, cancellationToken).ConfigureAwait(false);
            var buffer = result.Buffer;
            FrameStatus status;
            do
            {
                status = ReadSome(framer, ref buffer, result.IsCompleted, body, out var failure);
                if (_pending.Count > 0)
                {
                    StagedRecord[] chunk = [.. _pending];
                    _pending.Clear();
                    _pendingBytes = 0;
                    await emit(chunk, cancellationToken).ConfigureAwait(false);
                }

                if (failure is not null)
                {
                    // Only now: the records before it count where a group is all that fails.
                    ExceptionDispatchInfo.Throw(failure);
                }
            }
            while (status == FrameStatus.Record);

            onProgress(body);
            if (status == FrameStatus.End)
            {
                body.Reader.AdvanceTo(buffer.Start);
                return;
            }

            // Asking for twice as much keeps a record that spans many reads from being scanned once per read.
            wanted = (int)Math.Min(Math.Max(1, buffer.Length * 2), int.MaxValue / 2);
            body.Reader.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    /// <summary>Reads records until the buffer is used up, the list ends, or enough is pending to be sent on.</summary>
    private FrameStatus ReadSome(
        IRecordFramer framer, ref ReadOnlySequence<byte> buffer, bool isFinal, FetchedBody body, out SourceException? failure)
    {
        failure = null;
        try
        {
            var brokeOff = isFinal && body.Fault is not null;
            var status = ReadSome(framer, ref buffer, isFinal && !brokeOff);
            if (brokeOff && status == FrameStatus.NeedMoreData)
            {
                // What did not come is missing, even where the format has no closing bracket to miss.
                status = ReadSome(framer, ref buffer, isFinal: true);
                failure = status == FrameStatus.End ? body.Fault : null;
            }

            return status;
        }
        catch (SourceException exception)
        {
            var isCutOff = exception.Error.Code is SyncErrorCode.Truncated or SyncErrorCode.EmptyBody;
            failure = isCutOff && body.Fault is { } fault && fault.Error.Code != exception.Error.Code ? fault : exception;
            return FrameStatus.End;
        }
    }

    private FrameStatus ReadSome(IRecordFramer framer, ref ReadOnlySequence<byte> buffer, bool isFinal)
    {
        FrameStatus status;
        while ((status = framer.TryRead(ref buffer, isFinal, out var frame)) == FrameStatus.Record)
        {
            if (detector.Classify(frame, counters) is { } staged)
            {
                _pending.Add(staged);
                _pendingBytes += staged.Record.Size;
                if (_pending.Count == MaxPending || _pendingBytes >= MaxPendingBytes)
                {
                    break;
                }
            }
        }

        return status;
    }

    private async Task SkipTrailingAsync(PipeReader reader, CancellationToken cancellationToken)
    {
        var skipped = 0L;
        var isBlank = true;
        using var enough = new CancellationTokenSource(MaxTrailingWait, timeProvider);
        using var onEnough = enough.Token.Register(reader.CancelPendingRead);
        while (skipped < MaxTrailingBytes)
        {
            var result = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            foreach (var segment in result.Buffer)
            {
                isBlank &= segment.Span.IndexOfAnyExcept(" \t\r\n"u8) < 0;
            }

            skipped += result.Buffer.Length;
            reader.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted || result.IsCanceled)
            {
                break;
            }
        }

        if (!isBlank)
        {
            Warn("trailing-data: text after the end of the list was ignored");
        }
    }

    /// <summary>Keeps a warning once: many bodies would say the same.</summary>
    private void Warn(string warning)
    {
        if (_warnings.Count < MaxWarnings && !_warnings.Contains(warning))
        {
            _warnings.Add(warning);
        }
    }
}
