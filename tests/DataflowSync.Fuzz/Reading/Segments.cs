using System.Buffers;

namespace DataflowSync.Fuzz.Reading;

/// <summary>A body as a pipe holds it: in segments.</summary>
internal sealed class Segments : ReadOnlySequenceSegment<byte>
{
    private Segments(ReadOnlyMemory<byte> memory, long runningIndex)
    {
        Memory = memory;
        RunningIndex = runningIndex;
    }

    /// <summary>Cuts bytes into segments of the given sizes, over and over; none for a single segment.</summary>
    public static ReadOnlySequence<byte> Of(ReadOnlyMemory<byte> bytes, IReadOnlyList<int> sizes)
    {
        if (sizes.Count == 0 || bytes.Length < 2)
        {
            return new ReadOnlySequence<byte>(bytes);
        }

        Segments? first = null;
        Segments? last = null;
        for (var (start, next) = (0, 0); start < bytes.Length; next++)
        {
            var segment = new Segments(bytes.Slice(start, Math.Min(bytes.Length - start, sizes[next % sizes.Count])), start);
            first ??= segment;
            last?.Next = segment;
            last = segment;
            start += segment.Memory.Length;
        }

        return new ReadOnlySequence<byte>(first!, 0, last!, last!.Memory.Length);
    }
}
