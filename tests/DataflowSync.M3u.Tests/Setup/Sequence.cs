using System.Buffers;

namespace DataflowSync.M3u.Tests.Setup;

internal static class Sequence
{
    /// <summary>Bytes in up to two segments, as a pipe holds them.</summary>
    public static ReadOnlySequence<byte> Of(ReadOnlyMemory<byte> first, ReadOnlyMemory<byte> second)
    {
        if (first.IsEmpty || second.IsEmpty)
        {
            return new ReadOnlySequence<byte>(first.IsEmpty ? second : first);
        }

        var start = new Segment(first, 0);
        var end = new Segment(second, first.Length);
        start.Link(end);
        return new ReadOnlySequence<byte>(start, 0, end, second.Length);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory, long runningIndex)
        {
            Memory = memory;
            RunningIndex = runningIndex;
        }

        public void Link(Segment next) => Next = next;
    }
}
