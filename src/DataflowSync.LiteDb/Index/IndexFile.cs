using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using DataflowSync.LiteDb.Documents;
using DataflowSync.LiteDb.Files;

namespace DataflowSync.LiteDb.Index;

/// <summary>
/// Reads an index file by small positional reads: of a million items nothing but the bits of the overlay's rows is held in
/// memory. Thread-safe. Every method throws <see cref="InvalidDataException"/> where the file is damaged.
/// </summary>
internal sealed class IndexFile
{
    private const int ChunkRows = 2048;
    private const int GroupHeaderSize = 16;
    private const int TableBufferSize = 1 << 16;

    private readonly VerifiedFile _file;
    private readonly IndexHeader _header;

    public IndexFile(VerifiedFile file)
    {
        _file = file;
        Span<byte> bytes = stackalloc byte[IndexHeader.Size];
        file.ReadAt(0, bytes);
        _header = IndexHeader.Parse(bytes);
        var bits = new byte[_header.OverlayLength];
        file.ReadAt(_header.OverlayStart, bits);
        OverlayRows = new RowSet(bits);
    }

    /// <summary>All rows in the provider's order.</summary>
    public RowSlice Order => new(IndexHeader.Size, _header.OrderCount);

    /// <summary>The rows whose document is in the overlay file.</summary>
    public RowSet OverlayRows { get; }

    /// <summary>The row of a key, found in the saved ledger.</summary>
    public bool TryFind(long key, out int row) =>
        Ledger.TryFind(key, (offset, destination) => _file.ReadAt(_header.LedgerStart + offset, destination), out row);

    public Ledger LoadLedger() => Ledger.Load(new VerifiedStream(_file, _header.LedgerStart, _file.Length - _header.LedgerStart));

    public void ReadRows(RowSlice list, int position, Span<int> destination) =>
        _file.ReadAt(list.Start + ((long)position * sizeof(int)), MemoryMarshal.AsBytes(destination));

    /// <summary>All rows of a list, read in pieces.</summary>
    public IEnumerable<int> Rows(RowSlice list)
    {
        var chunk = new int[Math.Min(ChunkRows, list.Count)];
        for (var position = 0; position < list.Count; position += chunk.Length)
        {
            var count = Math.Min(chunk.Length, list.Count - position);
            ReadRows(list, position, chunk.AsSpan(0, count));
            for (var i = 0; i < count; i++)
            {
                yield return chunk[i];
            }
        }
    }

    /// <summary>The groups in the order of their first items.</summary>
    public IEnumerable<GroupEntry> Groups() => Table().Select(group => new GroupEntry(Encoding.UTF8.GetString(group.Id.Span), group.Rows));

    /// <summary>The rows of a group; none where there is no such group.</summary>
    public RowSlice RowsOf(string groupId)
    {
        var wanted = Encoding.UTF8.GetBytes(groupId);
        return Table().FirstOrDefault(group => group.Id.Span.SequenceEqual(wanted)).Rows;
    }

    /// <summary>Reads the table of groups from front to back, page after page. An id is valid until the next one is asked for.</summary>
    private IEnumerable<(ReadOnlyMemory<byte> Id, RowSlice Rows)> Table()
    {
        using var table = new BufferedStream(
            new VerifiedStream(_file, _header.GroupsStart, _header.LedgerStart - _header.GroupsStart), TableBufferSize);
        var header = new byte[GroupHeaderSize];
        var id = new byte[GroupHeaderSize];
        for (var i = 0; i < _header.GroupCount; i++)
        {
            table.ReadExactly(header);
            var length = BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(12));
            id = id.Length >= length ? id : new byte[length];
            table.ReadExactly(id, 0, length);
            yield return (id.AsMemory(0, length), new RowSlice(BinaryPrimitives.ReadInt64LittleEndian(header), BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(8))));
        }
    }

    public static byte[] Encode(GroupEntry group)
    {
        var bytes = new byte[GroupHeaderSize + Encoding.UTF8.GetByteCount(group.Id)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, group.Rows.Start);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), group.Rows.Count);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(12), bytes.Length - GroupHeaderSize);
        Encoding.UTF8.GetBytes(group.Id, bytes.AsSpan(GroupHeaderSize));
        return bytes;
    }
}
