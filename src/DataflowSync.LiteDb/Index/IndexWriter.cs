using System.Buffers.Binary;
using System.Runtime.InteropServices;
using DataflowSync.LiteDb.Documents;

namespace DataflowSync.LiteDb.Index;

/// <summary>Writes an index file, section by section; the header, which knows them all, last.</summary>
internal sealed class IndexWriter(Stream stream, CancellationToken cancellationToken)
{
    private const int RowsBetweenChecks = 1 << 14;

    public void Write(Ledger ledger, IReadOnlyList<int> order, RowSet? overlay, Memberships memberships)
    {
        stream.Write(new byte[IndexHeader.Size]);
        foreach (var rows in order.Chunk(RowsBetweenChecks))
        {
            stream.Write(MemoryMarshal.AsBytes(rows.AsSpan()));
        }

        var overlayStart = stream.Position;
        var bits = overlay is null ? default : overlay.Bits;
        stream.Write(bits);
        var listsStart = stream.Position;
        var groups = WriteLists(order, memberships);
        var groupsStart = stream.Position;
        foreach (var group in groups)
        {
            stream.Write(IndexFile.Encode(group));
        }

        cancellationToken.ThrowIfCancellationRequested();
        var ledgerStart = stream.Position;
        ledger.Save(stream);
        stream.Position = 0;
        stream.Write(new IndexHeader(order.Count, overlayStart, bits.Length, listsStart, groupsStart, groups.Count, ledgerStart).ToBytes());
    }

    /// <summary>Writes the rows of each group and returns the groups in the order of their first items, those of one item by name.</summary>
    private List<GroupEntry> WriteLists(IReadOnlyList<int> order, Memberships memberships)
    {
        var groups = new List<(int First, GroupEntry Entry)>();
        var current = -1;
        var first = 0;
        var start = stream.Position;
        var count = 0;
        var written = 0;
        Span<byte> row = stackalloc byte[sizeof(int)];
        foreach (var (group, position) in memberships.Sorted())
        {
            if (group != current)
            {
                Close();
                (current, first, start, count) = (group, position, stream.Position, 0);
            }

            BinaryPrimitives.WriteInt32LittleEndian(row, order[position]);
            stream.Write(row);
            count++;
            if (++written % RowsBetweenChecks == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
        }

        Close();
        return [.. groups.OrderBy(group => group.First).ThenBy(group => group.Entry.Id, StringComparer.Ordinal).Select(group => group.Entry)];

        void Close()
        {
            if (count > 0)
            {
                groups.Add((first, new GroupEntry(memberships.Groups[current], new RowSlice(start, count))));
            }
        }
    }
}
