namespace DataflowSync.LiteDb.Index;

/// <summary>
/// Which items are in which groups, while an index is built: 8 bytes a membership in segments, and sorted in them, for a
/// copy of them all would double that. An item is given by its row until <see cref="Relocate"/>, or by its position in the
/// provider's order. Not thread-safe.
/// </summary>
internal sealed class Memberships
{
    private const int SegmentBits = 14;
    private const int SegmentSize = 1 << SegmentBits;
    private const long ItemMask = 0xFFFFFFFF;

    private readonly List<long[]> _segments = [];
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<string> _groups = [];
    private long _count;

    /// <summary>The groups' ids by their numbers.</summary>
    public IReadOnlyList<string> Groups => _groups;

    public int NumberOf(string group)
    {
        if (!_numbers.TryGetValue(group, out var number))
        {
            number = _groups.Count;
            _numbers.Add(group, number);
            _groups.Add(group);
        }

        return number;
    }

    public void Add(int group, int item)
    {
        if (_count == (long)_segments.Count << SegmentBits)
        {
            _segments.Add(GC.AllocateUninitializedArray<long>(SegmentSize));
        }

        At(_count++) = ((long)group << 32) | (uint)item;
    }

    public void Add(IReadOnlyList<string> groups, int item)
    {
        foreach (var group in groups)
        {
            Add(NumberOf(group), item);
        }
    }

    /// <summary>Gives items another number, and drops those given a negative one.</summary>
    public void Relocate(Func<int, int> newItem)
    {
        long kept = 0;
        for (long i = 0; i < _count; i++)
        {
            var membership = At(i);
            var item = newItem((int)(membership & ItemMask));
            if (item >= 0)
            {
                At(kept++) = (membership & ~ItemMask) | (uint)item;
            }
        }

        _count = kept;
    }

    /// <summary>The memberships by group number, then by item.</summary>
    public IEnumerable<(int Group, int Item)> Sorted()
    {
        var heads = new PriorityQueue<long, long>();
        for (long start = 0; start < _count; start += SegmentSize)
        {
            _segments[(int)(start >> SegmentBits)].AsSpan(0, SegmentLength(start)).Sort();
            heads.Enqueue(start, At(start));
        }

        while (heads.TryDequeue(out var index, out var membership))
        {
            yield return ((int)(membership >> 32), (int)(membership & ItemMask));
            if (++index < _count && (index & (SegmentSize - 1)) != 0)
            {
                heads.Enqueue(index, At(index));
            }
        }
    }

    private ref long At(long index) => ref _segments[(int)(index >> SegmentBits)][index & (SegmentSize - 1)];

    private int SegmentLength(long start) => (int)Math.Min(SegmentSize, _count - start);
}
