namespace DataflowSync.Fuzz.Reading;

/// <summary>What the framer made of a body.</summary>
/// <param name="Frames">The records, as they came.</param>
/// <param name="Warnings">What was tolerated.</param>
/// <param name="Failure">Why the body is no whole list; null where it is one.</param>
internal sealed record ListReading(IReadOnlyList<Framed> Frames, IReadOnlyList<string> Warnings, SourceException? Failure)
{
    public SyncError? Error => Failure?.Error;

    /// <summary>Frames a body as the engine does: what has come, again with more where the framer asks for it.</summary>
    /// <exception cref="BrokenInvariantException">The framer makes no progress.</exception>
    public static ListReading Of(IRecordFormat format, ReadOnlyMemory<byte> body, Limits limits, Cuts cuts)
    {
        var framer = format.CreateFramer(limits.RecordBytes, limits.RecordDepth);
        var frames = new List<Framed>();
        SourceException? failure = null;
        try
        {
            Read(framer, body, cuts, frames);
        }
        catch (SourceException exception)
        {
            failure = exception;
        }

        return new ListReading(frames, framer.Warnings, failure);
    }

    /// <summary>What differs from another reading of the same bytes; null where nothing does.</summary>
    public string? Compare(ListReading other) =>
        Error != other.Error ? $"'{Error}' or '{other.Error}'"
        : !Frames.SequenceEqual(other.Frames) ? $"{Frames.Count} records or {other.Frames.Count}, or others"
        : !Warnings.SequenceEqual(other.Warnings) ? $"'{string.Join('|', Warnings)}' or '{string.Join('|', other.Warnings)}'"
        : null;

    private static void Read(IRecordFramer framer, ReadOnlyMemory<byte> body, Cuts cuts, List<Framed> frames)
    {
        var sequence = Segments.Of(body, cuts.Segments);
        var (come, used) = (0L, 0L);
        for (var piece = 0; ; piece++)
        {
            come = cuts.Arrivals.Count == 0 ? body.Length : Math.Min(body.Length, come + cuts.Arrivals[piece % cuts.Arrivals.Count]);
            while (true)
            {
                var buffer = sequence.Slice(used, come - used);
                var status = framer.TryRead(ref buffer, isFinal: come == body.Length, out var frame);
                var unread = buffer.Length;
                BrokenInvariantException.ThrowIf(unread > come - used, "the framer gave bytes back");
                BrokenInvariantException.ThrowIf(status == FrameStatus.Record && unread == come - used, "a record took no bytes");
                used = come - unread;
                if (status == FrameStatus.End)
                {
                    return;
                }

                if (status == FrameStatus.NeedMoreData)
                {
                    break;
                }

                frames.Add(Framed.Copy(frame));
            }

            BrokenInvariantException.ThrowIf(come == body.Length, "the framer wants more than there is");
        }
    }
}
