using DataflowSync.Change;

namespace DataflowSync.Tests.Change;

public sealed class ItemSpoolTests
{
    [Fact]
    public void A_record_comes_back_from_its_offset_as_it_was_written()
    {
        using var spool = new ItemSpool(new MemoryStream());
        SpooledRecord[] records =
        [
            new(7, 0xFEDC_BA98_7654_3210, ItemSpool.Nowhere, IsFirst: true, new byte[] { 1, 2, 3 }, PublishedItem: 0x8123_4567_89AB_CDEF),
            new(int.MaxValue, 1, long.MaxValue, IsFirst: false, ReadOnlyMemory<byte>.Empty),
            new(0, ulong.MaxValue, 36, IsFirst: false, new byte[10_000], PublishedItem: 1),
        ];

        var offsets = records.Select(record => spool.Append(record)).ToList();

        Assert.Equal([0, records[0].Size, records[0].Size + records[1].Size], offsets);
        foreach (var (record, offset) in records.Zip(offsets).Reverse())
        {
            var read = spool.Read(offset);
            Assert.Equal(record with { Encoded = default }, read with { Encoded = default });
            Assert.Equal(record.Encoded.ToArray(), read.Encoded.ToArray());
        }
    }

    [Fact]
    public void A_record_out_of_its_turn_is_refused_and_leaves_the_others_readable()
    {
        using var spool = new ItemSpool(new MemoryStream());
        var record = new SpooledRecord(1, 2, ItemSpool.Nowhere, IsFirst: true, new byte[] { 9 });
        var (first, second) = (spool.Reserve(1), spool.Reserve(1));

        var refused = Assert.Throws<InvalidOperationException>(() => spool.Write(second, record));

        Assert.Contains("order", refused.Message, StringComparison.Ordinal);
        spool.Write(first, record with { Row = 5 });
        spool.Write(second, record with { Row = 6 });
        Assert.Equal((5, 6), (spool.Read(first).Row, spool.Read(second).Row));
    }

    [Fact]
    public void The_temporary_file_is_closed_with_the_spool()
    {
        var file = new MemoryStream();

        new ItemSpool(file).Dispose();

        Assert.False(file.CanRead);
    }

    [Fact]
    public void A_disk_that_fails_at_closing_hides_no_other_error() => new ItemSpool(new FullDisk()).Dispose();

    [Fact]
    public void What_is_shown_of_a_record_is_its_row_and_nothing_of_its_content()
    {
        var record = new SpooledRecord(12, 3, ItemSpool.Nowhere, IsFirst: true, "secret"u8.ToArray());

        Assert.Equal("row 12", record.ToString());
        Assert.Equal("row 12", new StagedRecord(new Engine.ThingFormat(), record, SpoolOffset: null).ToString());
    }

    private sealed class FullDisk : MemoryStream
    {
        protected override void Dispose(bool disposing)
        {
            base.Dispose(disposing);
            throw new IOException("There is no space left.");
        }
    }
}
