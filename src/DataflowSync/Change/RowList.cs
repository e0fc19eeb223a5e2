using System.Collections;
using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace DataflowSync.Change;

/// <summary>
/// A list of rows in segments: it grows without copying, at 4 bytes a row. The provider's order is one. Not thread-safe.
/// </summary>
internal sealed class RowList : IReadOnlyList<int>
{
    private const int SegmentBits = 14;
    private const int SegmentSize = 1 << SegmentBits;

    private readonly List<int[]> _segments = [];

    /// <summary>Number of rows.</summary>
    public int Count { get; private set; }

    /// <summary>The row at a position.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="position"/> is outside the list.</exception>
    public int this[int position]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)position, (uint)Count, nameof(position));
            return _segments[position >> SegmentBits][position & (SegmentSize - 1)];
        }

        set => _segments[position >> SegmentBits][position & (SegmentSize - 1)] = value;
    }

    /// <summary>Appends a row.</summary>
    public void Add(int row)
    {
        if (Count == _segments.Count << SegmentBits)
        {
            _segments.Add(GC.AllocateUninitializedArray<int>(SegmentSize));
        }

        this[Count++] = row;
    }

    /// <summary>The rows as bytes in memory order, piece by piece, for writing them to a file.</summary>
    public IEnumerable<ReadOnlyMemory<int>> Segments()
    {
        for (var i = 0; i < _segments.Count; i++)
        {
            yield return _segments[i].AsMemory(0, Math.Min(SegmentSize, Count - (i << SegmentBits)));
        }
    }

    /// <summary>Hash of the rows in their order; of an empty list as well.</summary>
    public ulong Hash()
    {
        var hash = new XxHash3();
        foreach (var segment in Segments())
        {
            hash.Append(MemoryMarshal.AsBytes(segment.Span));
        }

        return hash.GetCurrentHashAsUInt64();
    }

    public IEnumerator<int> GetEnumerator()
    {
        for (var position = 0; position < Count; position++)
        {
            yield return this[position];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
