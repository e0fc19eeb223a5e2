using System.Buffers.Binary;
using DataflowSync.Change;

namespace DataflowSync.Tests.Change;

/// <summary>A ledger of several segments as a file, and files that are none.</summary>
public sealed class LedgerFileTests
{
    private const int Items = 50_000;

    [Fact]
    public void A_large_ledger_comes_back_as_it_was_saved()
    {
        var ledger = Ledgers.Filled(Items);

        var loaded = Ledger.Load(new MemoryStream(Ledgers.Saved(ledger)));

        Assert.Equal((Items, Items), (loaded.Count, loaded.RowCount));
        Assert.Equal(ledger.Rows(), loaded.Rows());
        Assert.Equal(Enumerable.Range(1, Items).Select(key => (long)key), loaded.Rows().Select(row => row.Key));
        Assert.All(loaded.Rows(), row => Assert.Equal((ulong)row.Key * 3, loaded.EntryOf(row.Value).Item));
        Assert.Equal(Ledgers.Saved(ledger), Ledgers.Saved(loaded));
    }

    [Fact]
    public void Rows_of_removed_items_are_left_out()
    {
        var ledger = Ledgers.Filled(10);
        foreach (var (key, row) in ledger.Rows().ToList())
        {
            ledger.FlagsOf(row) |= key % 2 == 0 ? RowFlags.Seen | RowFlags.Changed : RowFlags.None;
        }

        Assert.Equal((5, 5), ledger.CountChanges());
        ledger.RemoveUnseen();

        Assert.Equal([2L, 4L, 6L, 8L, 10L], ledger.Rows().Select(row => row.Key));
        Assert.Equal((0, 5), ledger.CountChanges());
    }

    [Fact]
    public void A_key_is_found_in_a_file_with_a_few_reads()
    {
        var file = Ledgers.Saved(Ledgers.Filled(Items));
        var reads = 0;

        for (var key = 1; key <= Items; key++)
        {
            Assert.True(Ledger.TryFind(key, Read, out _));
        }

        Assert.InRange(reads, Items * 3, Items * 6);

        void Read(long offset, Span<byte> destination)
        {
            reads++;
            file.AsSpan((int)offset, destination.Length).CopyTo(destination);
        }
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(4, 1)]
    [InlineData(12, -1)]
    [InlineData(12, 1_000)]
    [InlineData(16, 15)]
    [InlineData(16, -1)]
    public void A_file_that_begins_otherwise_is_no_ledger(int offset, int value)
    {
        var file = Ledgers.Saved(Ledgers.Filled(100));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(offset), value);

        Assert.Throws<InvalidDataException>(() => Ledger.Load(new MemoryStream(file)));
        Assert.Throws<InvalidDataException>(() => Ledger.TryFind(1, (at, to) => file.AsSpan((int)at, to.Length).CopyTo(to), out _));
    }

    [Theory]
    [InlineData(-2)]
    [InlineData(100)]
    [InlineData(0)]
    public void A_chain_that_leaves_the_file_or_never_ends_is_damage(int next)
    {
        var file = Ledgers.Saved(Ledgers.Filled(100));
        var buckets = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(16));
        var entries = LedgerHeader.Size + (buckets * sizeof(int));
        for (var bucket = 0; bucket < buckets; bucket++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(LedgerHeader.Size + (bucket * sizeof(int))), 0);
        }

        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(entries + 24), next);

        // The marks behind the entries are no entries.
        var damaged = Assert.Throws<InvalidDataException>(() => Ledger.TryFind(
            50, (at, to) => file.AsSpan(0, entries + (100 * LedgerEntry.Size)).Slice((int)at, to.Length).CopyTo(to), out _));
        Assert.Contains("damaged", damaged.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_writes_all_of_its_bytes()
    {
        var header = new LedgerHeader(Rows: 5, Count: 4, Buckets: 16, Seed: -2);
        var (one, two) = (new byte[LedgerHeader.Size], new byte[LedgerHeader.Size]);
        one.AsSpan().Fill(0xFF);

        header.Write(one);
        header.Write(two);

        Assert.Equal(one, two);
        Assert.Equal(header, LedgerHeader.Read(one));
        Assert.Contains("ledger", Assert.Throws<InvalidDataException>(() => LedgerHeader.Read(new byte[LedgerHeader.Size])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_ledger_is_one()
    {
        var loaded = Ledger.Load(new MemoryStream(Ledgers.Saved(new Ledger())));

        Assert.Equal((0, 0, false), (loaded.Count, loaded.RowCount, loaded.TryFind(1, out _)));
        Assert.Empty(loaded.Rows());
    }

    [Fact]
    public void What_is_no_id_and_no_file_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Ledger.KeyOf(0));
        Assert.Throws<ArgumentNullException>(() => Ledger.KeyOf((string)null!));
        Assert.Throws<ArgumentNullException>(() => Ledger.Load(null!));
        Assert.Throws<ArgumentNullException>(() => new Ledger().Save(null!));
        Assert.Throws<ArgumentNullException>(() => Ledger.TryFind(1, null!, out _));
        Assert.True(Ledger.KeyOf("") < 0);
    }

    [Fact]
    public void A_list_of_rows_gives_what_was_put_in_and_nothing_outside()
    {
        RowList rows = [.. Enumerable.Range(0, Items)];
        rows[Items - 1] = 7;

        Assert.Equal([.. Enumerable.Range(0, Items - 1), 7], rows);
        Assert.Equal(Items, rows.Segments().Sum(segment => segment.Length));
        Assert.Throws<ArgumentOutOfRangeException>(() => rows[Items]);
        Assert.Throws<ArgumentOutOfRangeException>(() => rows[-1]);
    }
}
