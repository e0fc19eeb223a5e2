using System.Buffers;

namespace DataflowSync.Tests.Json;

/// <summary>Cuts bytes into the segments of a sequence.</summary>
internal sealed class Segments : ReadOnlySequenceSegment<byte>
{
    private Segments(ReadOnlyMemory<byte> memory, long runningIndex)
    {
        Memory = memory;
        RunningIndex = runningIndex;
    }

    /// <summary>One segment without a random source, else several of random sizes.</summary>
    public static ReadOnlySequence<byte> Of(ReadOnlyMemory<byte> bytes, Random? random)
    {
        if (random is null || bytes.Length < 2)
        {
            return new ReadOnlySequence<byte>(bytes);
        }

        Segments? first = null;
        Segments? last = null;
        for (var start = 0; start < bytes.Length;)
        {
            var length = Math.Min(bytes.Length - start, 1 + random.Next(8));
            var next = new Segments(bytes.Slice(start, length), start);
            first ??= next;
            last?.Next = next;
            last = next;
            start += length;
        }

        return new ReadOnlySequence<byte>(first!, 0, last!, last!.Memory.Length);
    }
}
