using DataflowSync.Pipeline;

namespace DataflowSync.Change;

/// <summary>
/// Merges the records of ids that were sent several times, after the closing bracket: the last record's fields, the union of
/// all groups in the order they came. So the order of repeats does not matter, and an unchanged list stays unchanged.
/// </summary>
internal sealed class RepeatResolver(SyncStep step, IGenerationWriter generation, ItemSpool spool, StepCounters counters)
{
    private readonly Ledger _ledger = generation.Ledger;
    private readonly ItemBuilder _merged = new(step.Format);

    public void Resolve(RowList order, CancellationToken cancellationToken)
    {
        for (var position = 0; position < order.Count; position++)
        {
            var row = order[position];
            if ((_ledger.FlagsOf(row) & RowFlags.Pending) != 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Merge(row);
            }
        }
    }

    private void Merge(int row)
    {
        ref var entry = ref _ledger.EntryOf(row);
        ref var flags = ref _ledger.FlagsOf(row);
        var records = ReadChain((long)entry.Raw);
        var last = records[0];
        BuildMerged(row, records);
        var fingerprint = _merged.Fingerprint();
        var wasCounted = (flags & (RowFlags.Added | RowFlags.Changed)) != 0 || !records[^1].IsFirst;
        var isSame = fingerprint == entry.Item && (flags & RowFlags.Changed) == 0;
        Count(isSame, wasCounted, flags);

        // A key that comes once again is an ordinary one: its bytes may be trusted from now on.
        var isSingle = records.Count == 1 && last.IsFirst;
        var raw = isSingle ? last.Raw : 0;
        flags &= ~(RowFlags.Pending | RowFlags.Changed);
        flags = isSingle ? flags & ~RowFlags.Repeated : flags | RowFlags.Repeated;
        _ledger.IsDirty |= isSingle || !records[^1].IsFirst;
        entry.Item = fingerprint;
        entry.Raw = raw;
        if (!isSame)
        {
            entry.Raw = (ulong)spool.Append(new SpooledRecord(row, raw, ItemSpool.Nowhere, IsFirst: true, _merged.Encode().ToArray()));
            flags |= RowFlags.Changed;
        }
    }

    private void Count(bool isSame, bool wasCounted, RowFlags flags)
    {
        if (!wasCounted)
        {
            counters.Unchanged += isSame ? 1 : 0;
            counters.Updated += isSame ? 0 : 1;
        }
        else if (!isSame && (flags & (RowFlags.Added | RowFlags.Changed)) == 0)
        {
            counters.Unchanged--;
            counters.Updated++;
        }
    }

    /// <summary>The records of an item, the last one first.</summary>
    private List<SpooledRecord> ReadChain(long offset)
    {
        var records = new List<SpooledRecord>();
        for (var next = offset; next != ItemSpool.Nowhere;)
        {
            var record = spool.Read(next);
            records.Add(record);
            next = record.Previous;
        }

        return records;
    }

    private void BuildMerged(int row, List<SpooledRecord> records)
    {
        _merged.Reset();
        _merged.Load(records[0].Encoded.Span);
        _merged.ClearGroups();
        if (step.Format.GroupField is { } groupField)
        {
            // The first record is in a document, not in the spool, where it was found unchanged or was stored directly.
            var first = records[^1].IsFirst ? [] : generation.ReadGroups(row, step.Format.Fields[groupField]);
            foreach (var group in first.Concat(Enumerable.Reverse(records).SelectMany(record => Groups(row, record))))
            {
                _merged.AddGroup(group);
            }
        }
    }

    private IReadOnlyList<string> Groups(int row, in SpooledRecord record) => new StagedItem(step.Format, row, record.Encoded).ReadGroups();
}
