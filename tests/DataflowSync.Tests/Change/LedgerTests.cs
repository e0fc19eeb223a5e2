using DataflowSync.Change;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace DataflowSync.Tests.Change;

public sealed class LedgerTests
{
    [Property(MaxTest = 60)]
    public void A_ledger_behaves_as_a_dictionary_through_fetches_saves_and_compaction(int seed, PositiveInt size)
    {
        var random = new Random(seed);
        var ledger = new Ledger();
        var model = new Dictionary<long, ulong>();
        for (var fetch = 0; fetch < 6; fetch++)
        {
            var fetched = new HashSet<long>();
            var order = new RowList();
            for (var i = 0; i < size.Get * 20; i++)
            {
                var key = random.NextInt64(-50, size.Get * 25);
                if (key == 0 || !fetched.Add(key))
                {
                    continue;
                }

                var item = (ulong)random.NextInt64();
                if (!ledger.TryFind(key, out var row))
                {
                    Assert.False(model.ContainsKey(key));
                    row = ledger.Add(key);
                }

                ledger.EntryOf(row).Item = item;
                ledger.FlagsOf(row) |= RowFlags.Seen;
                order.Add(row);
                model[key] = item;
            }

            foreach (var gone in model.Keys.Except(fetched).ToList())
            {
                model.Remove(gone);
            }

            Assert.Equal(ledger.Count - model.Count, ledger.CountChanges().Removed);
            ledger.RemoveUnseen();
            if (random.Next(2) == 0)
            {
                var keys = Enumerable.Range(0, order.Count).Select(position => ledger.EntryOf(order[position]).Key).ToList();
                ledger.Compact(order);
                Assert.Equal(ledger.Count, ledger.RowCount);
                Assert.Equal(keys, Enumerable.Range(0, order.Count).Select(position => ledger.EntryOf(order[position]).Key));
            }

            var file = new MemoryStream();
            ledger.Save(file);
            file.Position = 0;
            ledger = Ledger.Load(file);
            AssertEqual(model, ledger, file.ToArray());
        }
    }

    [Fact]
    public void Keys_that_share_a_bucket_are_all_found()
    {
        var ledger = new Ledger();
        foreach (var key in Enumerable.Range(1, 50_000))
        {
            ledger.Add(key * 65_536L);
        }

        foreach (var key in Enumerable.Range(1, 50_000).Reverse())
        {
            Assert.True(ledger.TryFind(key * 65_536L, out var row));
            Assert.Equal(key - 1, row);
        }
    }

    [Fact]
    public void An_item_costs_at_most_40_bytes_with_its_place_in_the_order()
    {
        const int Items = 1_000_000;
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var ledger = new Ledger();
        var order = new RowList();
        for (var key = 1; key <= Items; key++)
        {
            order.Add(ledger.Add(key));
        }

        var perItem = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)Items;

        Assert.Equal(Items, ledger.Count);
        Assert.True(perItem <= 40, $"{perItem:0.0} bytes an item");
        GC.KeepAlive(order);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(400)]
    public void A_file_that_is_not_a_whole_ledger_is_refused(int length)
    {
        var ledger = new Ledger();
        for (var key = 1; key < 1_000; key++)
        {
            ledger.Add(key);
        }

        var file = new MemoryStream();
        ledger.Save(file);

        Assert.Throws<EndOfStreamException>(() => Ledger.Load(new MemoryStream(file.ToArray(), 0, length)));
    }

    [Fact]
    public void Text_ids_and_numbers_never_share_a_key()
    {
        Assert.Equal(12, Ledger.KeyOf("12"));
        Assert.Equal(Ledger.KeyOf(12), Ledger.KeyOf("12"u8));
        Assert.True(Ledger.KeyOf("012") < 0);
        Assert.True(Ledger.KeyOf("all") < 0);
        Assert.True(Ledger.KeyOf("-5") < 0);
        Assert.True(Ledger.KeyOf("9223372036854775808") < 0);
        Assert.Equal(long.MaxValue, Ledger.KeyOf("9223372036854775807"));
        Assert.NotEqual(Ledger.KeyOf("all"), Ledger.KeyOf("All"));
    }

    private static void AssertEqual(Dictionary<long, ulong> model, Ledger ledger, byte[] file)
    {
        Assert.Equal(model.Count, ledger.Count);
        foreach (var (key, item) in model)
        {
            Assert.True(ledger.TryFind(key, out var row));
            Assert.Equal(item, ledger.EntryOf(row).Item);
            Assert.True(Ledger.TryFind(key, Read, out var found));
            Assert.Equal(row, found);
        }

        foreach (var absent in Enumerable.Range(-60, 200).Select(key => (long)key).Where(key => !model.ContainsKey(key)))
        {
            Assert.False(ledger.TryFind(absent, out _));
            Assert.False(Ledger.TryFind(absent, Read, out _));
        }

        void Read(long offset, Span<byte> destination) => file.AsSpan((int)offset, destination.Length).CopyTo(destination);
    }
}
