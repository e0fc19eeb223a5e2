using System.Buffers.Binary;
using System.Buffers.Text;
using System.IO.Hashing;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using DataflowSync.Change;

namespace DataflowSync;

/// <summary>
/// Key → (row, raw fingerprint, item fingerprint) of every item of a generation: what change detection asks, and the
/// dataset's primary index. A row is the item's number by arrival. It is a linear hash table in segments, so it grows one
/// bucket at a time, without doubling, at 31 bytes an item; the file is the table as it stands in memory, so that a reader
/// can find an item with three small reads. Not thread-safe.
/// </summary>
public sealed class Ledger
{
    private const int FirstBuckets = LedgerHeader.LeastBuckets;
    private const int RowsPerBucket = 2;
    private const int SegmentBits = 13;
    private const int SegmentSize = 1 << SegmentBits;
    private const int Nothing = -1;

    // Ids come from outside: with a known hash they could be chosen to fill one bucket.
    private readonly long _seed;
    private readonly List<LedgerEntry[]> _entries = [];
    private readonly List<RowFlags[]> _flags = [];
    private RowList _buckets = new();
    private int _hint;

    /// <summary>Makes an empty ledger.</summary>
    public Ledger()
        : this(BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long))))
    {
    }

    private Ledger(long seed)
    {
        _seed = seed;
        ResetBuckets(FirstBuckets);
    }

    /// <summary>Number of items.</summary>
    public int Count { get; private set; }

    /// <summary>Number of rows given out, those of removed items included. Rows are 0 to this number − 1.</summary>
    public int RowCount { get; private set; }

    /// <summary>Whether fingerprints or marks changed that are kept with the ledger.</summary>
    internal bool IsDirty { get; set; }

    /// <summary>The key of a positive integer id.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="id"/> is not positive.</exception>
    public static long KeyOf(long id)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(id);
        return id;
    }

    /// <summary>
    /// The key of an id as UTF-8 text: its canonical decimal form is the integer's key, any other text is hashed to a negative
    /// one, so the two never meet. Two different texts share a key with a probability of about 5·10⁻⁸ in a million items.
    /// </summary>
    public static long KeyOf(ReadOnlySpan<byte> utf8) =>
        utf8.Length is > 0 and < 20 && utf8[0] is >= (byte)'1' and <= (byte)'9'
            && Utf8Parser.TryParse(utf8, out long integer, out var consumed) && consumed == utf8.Length
            ? integer
            : (long)(XxHash3.HashToUInt64(utf8) | 1UL << 63);

    /// <summary>The key of an id as text; see the other overload.</summary>
    public static long KeyOf(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return KeyOf(Encoding.UTF8.GetBytes(id));
    }

    /// <summary>Whether the attempt brought the row's item as it was: its document stands.</summary>
    public bool IsUnchanged(int row) => (FlagsOf(row) & (RowFlags.Live | RowFlags.Seen | RowFlags.Changed)) == (RowFlags.Live | RowFlags.Seen);

    /// <summary>Whether the attempt brought a new or another item for the row: its document is to be written.</summary>
    public bool IsChanged(int row)
    {
        const RowFlags Brought = RowFlags.Live | RowFlags.Seen | RowFlags.Changed;
        return (FlagsOf(row) & Brought) == Brought;
    }

    /// <summary>The row of a key.</summary>
    /// <returns>False where no item has the key.</returns>
    public bool TryFind(long key, out int row)
    {
        // Providers keep their order: the item after the last one found is nearly always the next one asked for.
        if (IsAt(_hint, key))
        {
            row = _hint++;
            return true;
        }

        // And a known record is asked for twice: when it is framed, and when it is counted.
        if (IsAt(_hint - 1, key))
        {
            row = _hint - 1;
            return true;
        }

        for (row = _buckets[LedgerHash.BucketOf(key, _seed, _buckets.Count)]; row != Nothing; row = EntryOf(row).Next)
        {
            if (EntryOf(row).Key == key)
            {
                _hint = row + 1;
                return true;
            }
        }

        return false;
    }

    private bool IsAt(int row, long key) => (uint)row < (uint)RowCount && EntryOf(row).Key == key && (FlagsOf(row) & RowFlags.Live) != 0;

    /// <summary>The keys of the items, in the order of their rows.</summary>
    public IEnumerable<KeyValuePair<long, int>> Rows()
    {
        for (var row = 0; row < RowCount; row++)
        {
            if ((FlagsOf(row) & RowFlags.Live) != 0)
            {
                yield return KeyValuePair.Create(EntryOf(row).Key, row);
            }
        }
    }

    /// <summary>Writes the ledger; the stream is not closed.</summary>
    public void Save(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Span<byte> header = stackalloc byte[LedgerHeader.Size];
        new LedgerHeader(RowCount, Count, _buckets.Count, _seed).Write(header);
        stream.Write(header);
        foreach (var segment in _buckets.Segments())
        {
            stream.Write(MemoryMarshal.AsBytes(segment.Span));
        }

        ForEachSegment(_entries, segment => stream.Write(MemoryMarshal.AsBytes(segment)));
        ForEachSegment(_flags, segment =>
        {
            Span<RowFlags> kept = stackalloc RowFlags[segment.Length];
            for (var i = 0; i < segment.Length; i++)
            {
                kept[i] = segment[i] & RowFlags.Kept;
            }

            stream.Write(MemoryMarshal.AsBytes(kept));
        });
    }

    /// <summary>Reads a ledger that <see cref="Save"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The stream holds something else.</exception>
    /// <exception cref="EndOfStreamException">The stream is too short.</exception>
    public static Ledger Load(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Span<byte> bytes = stackalloc byte[LedgerHeader.Size];
        stream.ReadExactly(bytes);
        var header = LedgerHeader.Read(bytes);
        var ledger = new Ledger(header.Seed) { RowCount = header.Rows, Count = header.Count, _buckets = new RowList() };
        for (var left = header.Buckets; left > 0;)
        {
            var segment = new int[Math.Min(left, SegmentSize)];
            stream.ReadExactly(MemoryMarshal.AsBytes(segment.AsSpan()));
            foreach (var head in segment)
            {
                ledger._buckets.Add(head);
            }

            left -= segment.Length;
        }

        ledger.AllocateSegments();
        ledger.ForEachSegment(ledger._entries, segment => stream.ReadExactly(MemoryMarshal.AsBytes(segment)));
        ledger.ForEachSegment(ledger._flags, segment => stream.ReadExactly(MemoryMarshal.AsBytes(segment)));
        return ledger;
    }

    /// <summary>Finds a key in a saved ledger without loading it.</summary>
    /// <param name="key">The key.</param>
    /// <param name="read">Fills a span from an offset in what <see cref="Save"/> wrote.</param>
    /// <param name="row">Receives the row.</param>
    /// <returns>False where no item has the key.</returns>
    /// <exception cref="InvalidDataException">The file holds something else.</exception>
    public static bool TryFind(long key, Action<long, Span<byte>> read, out int row)
    {
        ArgumentNullException.ThrowIfNull(read);
        Span<byte> bytes = stackalloc byte[LedgerHeader.Size];
        read(0, bytes);
        var header = LedgerHeader.Read(bytes);
        var entries = LedgerHeader.Size + ((long)header.Buckets * sizeof(int));
        read(LedgerHeader.Size + ((long)LedgerHash.BucketOf(key, header.Seed, header.Buckets) * sizeof(int)), bytes[..sizeof(int)]);
        row = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        for (var steps = 0; row != Nothing; steps++)
        {
            if ((uint)row >= (uint)header.Rows || steps > header.Rows)
            {
                throw new InvalidDataException("A ledger file is damaged: a chain leaves it.");
            }

            read(entries + ((long)row * LedgerEntry.Size), bytes[..LedgerEntry.Size]);
            var entry = MemoryMarshal.Read<LedgerEntry>(bytes);
            if (entry.Key == key)
            {
                return true;
            }

            row = entry.Next;
        }

        return false;
    }

    internal ref LedgerEntry EntryOf(int row) => ref _entries[row >> SegmentBits][row & (SegmentSize - 1)];

    internal ref RowFlags FlagsOf(int row) => ref _flags[row >> SegmentBits][row & (SegmentSize - 1)];

    /// <summary>Adds an item that has no row yet.</summary>
    internal int Add(long key)
    {
        if (RowCount == _entries.Count << SegmentBits)
        {
            _entries.Add(GC.AllocateUninitializedArray<LedgerEntry>(SegmentSize));
            _flags.Add(new RowFlags[SegmentSize]);
        }

        var row = RowCount++;
        EntryOf(row) = new LedgerEntry { Key = key };
        FlagsOf(row) = RowFlags.Live;
        Link(row);
        Count++;
        if (Count > _buckets.Count * RowsPerBucket)
        {
            SplitBucket();
        }

        _hint = row + 1;
        return row;
    }

    /// <summary>Counts what the attempt changed and what it did not bring.</summary>
    internal (int Changed, int Removed) CountChanges()
    {
        var (changed, removed) = (0, 0);
        for (var row = 0; row < RowCount; row++)
        {
            var flags = FlagsOf(row);
            changed += (flags & RowFlags.Changed) != 0 ? 1 : 0;
            removed += (flags & (RowFlags.Live | RowFlags.Seen)) == RowFlags.Live ? 1 : 0;
        }

        return (changed, removed);
    }

    /// <summary>Takes out the items the attempt did not bring and forgets its marks.</summary>
    internal void RemoveUnseen()
    {
        for (var row = 0; row < RowCount; row++)
        {
            ref var flags = ref FlagsOf(row);
            if ((flags & RowFlags.Live) != 0 && (flags & RowFlags.Seen) == 0)
            {
                Unlink(row);
                flags = RowFlags.None;
                Count--;
            }

            flags &= RowFlags.Kept;
        }
    }

    /// <summary>Moves the items down so that no row is unused, keeping their order.</summary>
    /// <param name="order">The provider's order, given the new rows.</param>
    internal void Compact(RowList order)
    {
        var moved = new RowList();
        var target = 0;
        for (var row = 0; row < RowCount; row++)
        {
            moved.Add(target);
            if ((FlagsOf(row) & RowFlags.Live) != 0)
            {
                EntryOf(target) = EntryOf(row);
                FlagsOf(target) = FlagsOf(row);
                target++;
            }
        }

        for (var position = 0; position < order.Count; position++)
        {
            order[position] = moved[order[position]];
        }

        RowCount = target;
        var segments = (target + SegmentSize - 1) >> SegmentBits;
        _entries.RemoveRange(segments, _entries.Count - segments);
        _flags.RemoveRange(segments, _flags.Count - segments);
        ResetBuckets(Math.Max(FirstBuckets, target / RowsPerBucket));
        for (var row = 0; row < target; row++)
        {
            Link(row);
        }

        _hint = 0;
    }

    private void Link(int row)
    {
        ref var entry = ref EntryOf(row);
        var bucket = LedgerHash.BucketOf(entry.Key, _seed, _buckets.Count);
        entry.Next = _buckets[bucket];
        _buckets[bucket] = row;
    }

    private void Unlink(int row)
    {
        var bucket = LedgerHash.BucketOf(EntryOf(row).Key, _seed, _buckets.Count);
        var current = _buckets[bucket];
        if (current == row)
        {
            _buckets[bucket] = EntryOf(row).Next;
            return;
        }

        while (EntryOf(current).Next != row)
        {
            current = EntryOf(current).Next;
        }

        EntryOf(current).Next = EntryOf(row).Next;
    }

    private void SplitBucket()
    {
        var added = _buckets.Count;
        _buckets.Add(Nothing);
        var level = (int)BitOperations.RoundUpToPowerOf2((uint)_buckets.Count);
        var split = added - (level >> 1);
        var row = _buckets[split];
        _buckets[split] = Nothing;
        while (row != Nothing)
        {
            var next = EntryOf(row).Next;
            Link(row);
            row = next;
        }
    }

    private void ResetBuckets(int count)
    {
        _buckets = new RowList();
        for (var i = 0; i < count; i++)
        {
            _buckets.Add(Nothing);
        }
    }

    private void AllocateSegments()
    {
        for (var rows = 0; rows < RowCount; rows += SegmentSize)
        {
            _entries.Add(GC.AllocateUninitializedArray<LedgerEntry>(SegmentSize));
            _flags.Add(new RowFlags[SegmentSize]);
        }
    }

    private void ForEachSegment<T>(List<T[]> segments, SegmentAction<T> action)
    {
        for (var i = 0; i < segments.Count; i++)
        {
            action(segments[i].AsSpan(0, Math.Min(SegmentSize, RowCount - (i << SegmentBits))));
        }
    }

    private delegate void SegmentAction<T>(Span<T> segment);
}
