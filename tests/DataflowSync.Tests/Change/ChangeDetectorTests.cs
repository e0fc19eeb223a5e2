using DataflowSync.Change;
using DataflowSync.LiteDb;
using DataflowSync.Pipeline;
using DataflowSync.Tests.Engine;

namespace DataflowSync.Tests.Change;

/// <summary>What hangs on single records and fingerprints, which no source can be made to send.</summary>
public sealed class ChangeDetectorTests : IDisposable
{
    private static readonly CancellationToken Cancelled = new(canceled: true);

    private readonly Ledger _ledger = new();
    private readonly ItemSpool _spool = new(new MemoryStream());
    private readonly StepCounters _counters = new();

    public void Dispose() => _spool.Dispose();

    [Fact]
    public void A_record_without_a_fingerprint_is_mapped_though_its_key_is_known()
    {
        Publish(new ThingFormat(), key: 1, "{\"id\":1,\"name\":\"a\"}", fingerprint: 0);

        var changed = Classify(Detector(new ThingFormat()), key: 1, "{\"id\":1,\"name\":\"b\"}", fingerprint: 0);

        Assert.NotNull(changed);
        Assert.Equal(1, _counters.Updated);
    }

    [Fact]
    public void A_record_of_a_changed_item_is_known_by_no_fingerprint()
    {
        Publish(new ThingFormat(), key: 1, "{\"id\":1,\"name\":\"a\"}", fingerprint: 11);
        Publish(new ThingFormat(), key: 2, "{\"id\":2,\"name\":\"a\"}", fingerprint: 12);
        var detector = Detector(new ThingFormat());
        Classify(detector, key: 1, "{\"id\":1,\"name\":\"b\"}", fingerprint: 13);
        var offset = Classify(detector, key: 2, "{\"id\":2,\"name\":\"b\"}", fingerprint: 14)!.Value.SpoolOffset!.Value;

        var repeated = Classify(detector, key: 2, "{\"id\":2,\"name\":\"c\"}", fingerprint: (ulong)offset);

        Assert.NotNull(repeated);
        Assert.Equal(offset, repeated.Value.Record.Previous);
        Assert.Equal((2, 1, 1), (_counters.Updated, _counters.Duplicates, detector.PendingCount));
    }

    [Fact]
    public void Where_bytes_are_not_trusted_none_are_known()
    {
        Publish(new ThingFormat(), key: 1, "{\"id\":1}", fingerprint: 11);

        Assert.Null(Detector(new ThingFormat(), trustsBytes: false).Known);
        var known = Detector(new ThingFormat()).Known!;
        Assert.Equal((true, false, false, false), (known(1, 11), known(1, 12), known(2, 11), known(1, 0)));
    }

    [Fact]
    public void A_format_that_gives_an_item_no_key_is_named()
    {
        var refused = Assert.Throws<InvalidOperationException>(() => Classify(Detector(new KeylessFormat()), key: null, "x", fingerprint: 0));

        Assert.Contains(nameof(KeylessFormat), refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_format_tolerates_is_told_with_its_number_of_records()
    {
        var detector = Detector(new TolerantFormat());
        foreach (var line in new[] { "one", "two", "odd one", "odd two" })
        {
            Classify(detector, key: null, line, fingerprint: 0);
        }

        Assert.Equal(["lines: odd ones (2)"], _counters.Warnings);
        Assert.Equal(4, _counters.Added);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(8_192)]
    public void Items_of_a_format_without_groups_are_all_kept_behind_those_that_came(int items)
    {
        for (var key = 1; key <= items; key++)
        {
            _ledger.Add(key);
        }

        _ledger.FlagsOf(4) |= RowFlags.Seen;
        var detector = Detector(new LineFormat());

        Assert.Equal(items - 1, detector.KeepUnspokenFor(generation: null!, new GroupOutcomes(), default));
        Assert.Equal(Enumerable.Range(0, items).Where(row => row != 4), detector.Order);
        Assert.Equal((0, 0), _ledger.CountChanges());
    }

    [Fact]
    public void Keeping_items_ends_when_it_is_cancelled()
    {
        _ledger.Add(1);

        Assert.Throws<OperationCanceledException>(() => Detector(new LineFormat()).KeepUnspokenFor(generation: null!, new GroupOutcomes(), Cancelled));
    }

    [Fact]
    public async Task Merging_ends_when_it_is_cancelled()
    {
        var directory = Directory.CreateTempSubdirectory("dataflowsync-");
        try
        {
            var step = new SyncStep("things", new LineFormat());
            await using var writer = await new LiteDbCatalogStore(new LiteDbStoreOptions { DataDirectory = directory.FullName }).OpenWriterAsync("home");
            await using var generation = await writer.BeginAsync(step, default);
            var order = new RowList();
            order.Add(generation.Ledger.Add(1));
            generation.Ledger.FlagsOf(0) |= RowFlags.Pending;

            Assert.Throws<OperationCanceledException>(
                () => new RepeatResolver(step, generation, _spool, _counters, groups: null).Resolve(order, Cancelled));
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    /// <summary>Leaves the ledger as it is after a first generation.</summary>
    private void Publish(IRecordFormat format, long key, string record, ulong fingerprint)
    {
        var rows = _ledger.Rows().Select(row => row.Value).ToList();
        Classify(new ChangeDetector(format, _ledger, _spool, new CategoryFilter(null), isFirstGeneration: true, trustsBytes: false, mergesAll: false), key, record, fingerprint);
        rows.ForEach(row => _ledger.FlagsOf(row) |= RowFlags.Seen);
        _ledger.RemoveUnseen();
    }

    private ChangeDetector Detector(IRecordFormat format, bool trustsBytes = true) =>
        new(format, _ledger, _spool, new CategoryFilter(null), isFirstGeneration: false, trustsBytes, mergesAll: false);

    private StagedRecord? Classify(ChangeDetector detector, long? key, string record, ulong fingerprint) =>
        detector.Classify(new RecordFrame(System.Text.Encoding.UTF8.GetBytes(record), key, fingerprint), _counters);

    private class TolerantFormat : IRecordFormat
    {
        private readonly LineFormat _lines = new();

        public int ItemVersion => _lines.ItemVersion;

        public IReadOnlyList<string> Fields => _lines.Fields;

        public int? GroupField => _lines.GroupField;

        public IRecordFramer CreateFramer(int maxRecordBytes, int maxRecordDepth, Func<long, ulong, bool>? isKnown = null) =>
            _lines.CreateFramer(maxRecordBytes, maxRecordDepth, isKnown);

        public virtual RejectReason? Map(ReadOnlySpan<byte> record, ItemBuilder item)
        {
            if (record.StartsWith("odd"u8))
            {
                item.Warn("lines: odd ones");
            }

            return _lines.Map(record, item);
        }
    }

    private sealed class KeylessFormat : TolerantFormat
    {
        public override RejectReason? Map(ReadOnlySpan<byte> record, ItemBuilder item) => null;
    }
}
