using DataflowSync.Pipeline;

namespace DataflowSync.Change;

/// <summary>
/// Decides what a record means for the catalog, on two levels: a record whose bytes are known is unchanged and never parsed;
/// a parsed one is unchanged if its item is. It alone changes the ledger while the graph runs.
/// </summary>
internal sealed class ChangeDetector(
    IRecordFormat format,
    Ledger ledger,
    ItemSpool spool,
    CategoryFilter filter,
    bool isFirstGeneration,
    bool trustsBytes,
    bool mergesAll)
{
    private readonly ItemBuilder _item = new(format);

    /// <summary>Rows in the provider's order; the first record of an item gives its place.</summary>
    public RowList Order { get; } = new();

    /// <summary>Rows whose records wait in the spool to be merged.</summary>
    public int PendingCount { get; private set; }

    /// <summary>Tells whether a record's bytes are known, for a framer; null where bytes are not trusted.</summary>
    public Func<long, ulong, bool>? Known => trustsBytes ? IsKnown : null;

    /// <summary>
    /// Keeps published items that a fetch group by group cannot speak for: those with a group that did not come whole, or with
    /// none. They stand behind the items that came.
    /// </summary>
    /// <returns>How many they are.</returns>
    public int KeepUnspokenFor(IGenerationWriter generation, GroupOutcomes groups, CancellationToken cancellationToken)
    {
        var kept = 0;
        var groupField = format.GroupField is { } index ? format.Fields[index] : null;
        for (var row = 0; row < ledger.RowCount; row++)
        {
            if ((ledger.FlagsOf(row) & (RowFlags.Live | RowFlags.Seen)) != RowFlags.Live)
            {
                continue;
            }

            cancellationToken.ThrowIfCancellationRequested();
            if (filter.IsUnspokenFor(groupField is null ? [] : generation.ReadGroups(row, groupField), groups))
            {
                See(row);
                kept++;
            }
        }

        return kept;
    }

    /// <summary>Takes one record into account.</summary>
    /// <returns>What is to be stored; null where nothing is.</returns>
    public StagedRecord? Classify(in RecordFrame frame, StepCounters counters)
    {
        counters.Received++;
        if (frame.Reject is { } unusable)
        {
            counters.Reject(unusable);
            return null;
        }

        if (trustsBytes && frame.Key is { } key && IsKnown(key, frame.Fingerprint, out var known))
        {
            CountKnown(known, counters);
            return null;
        }

        _item.Reset();
        if (format.Map(frame.Bytes, _item) is { } reason)
        {
            counters.Reject(reason);
            return null;
        }

        if (_item.Key == 0)
        {
            throw new InvalidOperationException($"{format.GetType().Name} mapped a record to an item without a key.");
        }

        foreach (var warning in _item.Warnings)
        {
            counters.Tolerate(warning);
        }

        if (!filter.Accepts(_item))
        {
            counters.Filtered++;
            return null;
        }

        if (!ledger.TryFind(_item.Key, out var row))
        {
            return Add(frame.Fingerprint, counters);
        }

        return (ledger.FlagsOf(row) & RowFlags.Seen) == 0 ? Meet(row, frame.Fingerprint, counters) : Repeat(row, frame.Fingerprint, counters);
    }

    private bool IsKnown(long key, ulong fingerprint) => IsKnown(key, fingerprint, out _);

    private bool IsKnown(long key, ulong fingerprint, out int row) => ledger.TryFind(key, out row) && AreKnownBytes(row, fingerprint);

    /// <summary>A row whose raw fingerprint is in the ledger, rather than its record in the spool, and is this one.</summary>
    private bool AreKnownBytes(int row, ulong fingerprint)
    {
        var flags = ledger.FlagsOf(row);
        return fingerprint != 0 && !IsInSpool(flags) && (flags & RowFlags.Repeated) == 0 && ledger.EntryOf(row).Raw == fingerprint;
    }

    private static bool IsInSpool(RowFlags flags) => (flags & (RowFlags.Pending | RowFlags.Changed)) != 0;

    /// <summary>The same bytes again: the item as it was, or one more record that would merge to the same item.</summary>
    private void CountKnown(int row, StepCounters counters)
    {
        if ((ledger.FlagsOf(row) & RowFlags.Seen) != 0)
        {
            counters.Duplicates++;
            return;
        }

        See(row);
        counters.Unchanged++;
    }

    private StagedRecord Add(ulong raw, StepCounters counters)
    {
        var row = ledger.Add(_item.Key);
        ledger.FlagsOf(row) |= RowFlags.Added;
        ledger.EntryOf(row).Item = _item.Fingerprint();
        See(row);
        counters.Added++;
        if (isFirstGeneration)
        {
            ledger.EntryOf(row).Raw = raw;
            return new StagedRecord(format, Record(row, raw, ItemSpool.Nowhere, isFirst: true, publishedItem: 0), SpoolOffset: null);
        }

        return Spool(row, raw, ItemSpool.Nowhere, isFirst: true, RowFlags.Changed);
    }

    private StagedRecord? Meet(int row, ulong raw, StepCounters counters)
    {
        See(row);
        if (mergesAll || (ledger.FlagsOf(row) & RowFlags.Repeated) != 0)
        {
            PendingCount++;
            return Spool(row, raw, ItemSpool.Nowhere, isFirst: true, RowFlags.Pending);
        }

        ref var entry = ref ledger.EntryOf(row);
        var fingerprint = _item.Fingerprint();
        if (entry.Item == fingerprint)
        {
            ledger.IsDirty |= entry.Raw != raw;
            entry.Raw = raw;
            counters.Unchanged++;
            return null;
        }

        var published = entry.Item;
        entry.Item = fingerprint;
        counters.Updated++;
        return Spool(row, raw, ItemSpool.Nowhere, isFirst: true, RowFlags.Changed, published);
    }

    private StagedRecord Repeat(int row, ulong raw, StepCounters counters)
    {
        counters.Duplicates++;
        var flags = ledger.FlagsOf(row);
        var previous = IsInSpool(flags) ? ledger.EntryOf(row).SpoolOffset : ItemSpool.Nowhere;
        if ((flags & RowFlags.Pending) == 0)
        {
            PendingCount++;
        }

        return Spool(row, raw, previous, isFirst: false, RowFlags.Pending | RowFlags.Repeated);
    }

    private StagedRecord Spool(int row, ulong raw, long previous, bool isFirst, RowFlags flags, ulong publishedItem = 0)
    {
        var record = Record(row, raw, previous, isFirst, publishedItem);
        var offset = spool.Reserve(record.Encoded.Length);
        ledger.EntryOf(row).SpoolOffset = offset;
        ledger.FlagsOf(row) |= flags;
        return new StagedRecord(format, record, offset);
    }

    private SpooledRecord Record(int row, ulong raw, long previous, bool isFirst, ulong publishedItem) =>
        new(row, raw, previous, isFirst, _item.Encode().ToArray(), publishedItem);

    private void See(int row)
    {
        ledger.FlagsOf(row) |= RowFlags.Seen;
        Order.Add(row);
    }
}
