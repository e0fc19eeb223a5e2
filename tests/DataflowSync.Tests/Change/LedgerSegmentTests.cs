using DataflowSync.Change;

namespace DataflowSync.Tests.Change;

/// <summary>A ledger that ends at the edge of a segment or near it, and one that lost segments.</summary>
public sealed class LedgerSegmentTests
{
    private const int Segment = 8_192;

    [Theory]
    [InlineData(Segment - 1, Segment - 1)]
    [InlineData(Segment, Segment)]
    [InlineData(Segment, Segment - 1)]
    [InlineData(Segment + 1, Segment)]
    [InlineData(2 * Segment, Segment + 1)]
    [InlineData(20_000, 100)]
    [InlineData(20_000, 0)]
    public void What_is_left_is_found_after_compaction_and_in_a_file_of_31_bytes_an_item(int items, int left)
    {
        var ledger = Ledgers.Filled(items);
        Assert.False(ledger.TryFind(items + 1, out _));
        var order = new RowList();
        for (var key = items; key > items - left; key--)
        {
            Assert.True(ledger.TryFind(key, out var row));
            ledger.FlagsOf(row) |= RowFlags.Seen;
            order.Add(row);
        }

        Assert.Equal((0, items - left), ledger.CountChanges());
        ledger.RemoveUnseen();
        Assert.Equal(left, ledger.Rows().Count());
        ledger.Compact(order);

        Assert.Equal((left, left), (ledger.Count, ledger.RowCount));
        Assert.Equal(Enumerable.Range(0, left).Reverse(), order);
        var file = Ledgers.Saved(ledger);
        Assert.InRange(file.Length, 0, 100 + (31 * left));
        AssertHolds(ledger, items - left + 1, items);
        AssertHolds(Ledger.Load(new MemoryStream(file)), items - left + 1, items);
    }

    [Fact]
    public void A_compacted_ledger_grows_on_over_the_edge_of_a_segment()
    {
        var ledger = Ledgers.Filled(3 * Segment);
        var order = new RowList();
        for (var row = 0; row < Segment - 1; row++)
        {
            ledger.FlagsOf(row) |= RowFlags.Seen;
            order.Add(row);
        }

        ledger.RemoveUnseen();
        ledger.Compact(order);
        var loaded = Ledger.Load(new MemoryStream(Ledgers.Saved(ledger)));
        foreach (var grown in new[] { ledger, loaded })
        {
            for (var key = Segment; key <= 2 * Segment; key++)
            {
                Assert.Equal(key - 1, grown.Add(key));
                grown.EntryOf(key - 1).Item = (ulong)key * 3;
            }

            AssertHolds(grown, 1, 2 * Segment);
            AssertHolds(Ledger.Load(new MemoryStream(Ledgers.Saved(grown))), 1, 2 * Segment);
        }
    }

    [Fact]
    public void A_removed_item_is_not_found_though_it_is_the_one_asked_for_last_or_the_next_in_order()
    {
        var ledger = Ledgers.Filled(10);
        Assert.True(ledger.TryFind(5, out _));
        foreach (var (key, row) in ledger.Rows().ToList())
        {
            ledger.FlagsOf(row) |= key is 5 or 6 ? RowFlags.None : RowFlags.Seen;
        }

        ledger.RemoveUnseen();

        Assert.False(ledger.TryFind(6, out _));
        Assert.False(ledger.TryFind(5, out _));
        Assert.True(ledger.TryFind(4, out _));
        Assert.False(ledger.TryFind(5, out _));
    }

    [Fact]
    public void An_item_is_found_as_often_as_it_is_asked_for_in_any_order()
    {
        var ledger = Ledgers.Filled(1_000);
        var random = new Random(7);
        for (var i = 0; i < 20_000; i++)
        {
            var key = random.Next(1, 1_001);
            for (var times = random.Next(1, 4); times > 0; times--)
            {
                Assert.True(ledger.TryFind(key, out var row));
                Assert.Equal(key - 1, row);
            }
        }
    }

    [Fact]
    public void An_item_that_came_back_has_one_row_alone()
    {
        var ledger = Ledgers.Filled(3);
        ledger.RemoveUnseen();
        Assert.Empty(ledger.Rows());

        var row = ledger.Add(2);

        Assert.Equal([KeyValuePair.Create(2L, row)], ledger.Rows());
        Assert.Equal((1, 4), (ledger.Count, ledger.RowCount));
        Assert.Equal((false, false), (ledger.IsChanged(row), ledger.IsUnchanged(row)));
        ledger.FlagsOf(row) |= RowFlags.Seen;
        Assert.Equal((false, true), (ledger.IsChanged(row), ledger.IsUnchanged(row)));
        ledger.FlagsOf(row) |= RowFlags.Changed;
        Assert.Equal((true, false), (ledger.IsChanged(row), ledger.IsUnchanged(row)));
        Assert.Equal((false, false), (ledger.IsChanged(0), ledger.IsUnchanged(0)));
    }

    private static void AssertHolds(Ledger ledger, int first, int last)
    {
        Assert.Equal(last - first + 1, ledger.Count);
        Assert.Equal(Enumerable.Range(first, last - first + 1).Select(key => (long)key), ledger.Rows().Select(row => row.Key));
        for (var key = first; key <= last; key++)
        {
            Assert.True(ledger.TryFind(key, out var row));
            Assert.Equal((ulong)key * 3, ledger.EntryOf(row).Item);
        }

        Assert.False(ledger.TryFind(first - 1, out _));
        Assert.False(ledger.TryFind(last + 1, out _));
    }
}
