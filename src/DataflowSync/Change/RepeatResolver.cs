using DataflowSync.Pipeline;

namespace DataflowSync.Change;

/// <summary>
/// Merges the records of ids that were sent several times, after the closing bracket: the last record's fields, the union of
/// all groups in the order they came. So the order of repeats does not matter, and an unchanged list stays unchanged. Where a list
/// was fetched group by group, <c>groups</c> tells which of them came whole.
/// </summary>
internal sealed class RepeatResolver(SyncStep step, IGenerationWriter generation, ItemSpool spool, StepCounters counters, GroupOutcomes? groups)
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
        var wasAdded = (flags & RowFlags.Added) != 0;
        var chain = ReadChain(row, entry.SpoolOffset, wasAdded);
        var wasChanged = (flags & RowFlags.Changed) != 0;

        // An item changed by its first record counts against what is published, not against that record.
        var published = wasChanged && !wasAdded ? chain.First.PublishedItem : entry.Item;
        var fingerprint = _merged.Fingerprint();
        var isSame = fingerprint == published && !(wasAdded && wasChanged);
        Recount(isSame, wasAdded, wasChanged, wasMet: chain.First.IsFirst);

        // A key that comes once again is an ordinary one: its bytes may be trusted from now on.
        var isSingle = chain is { Count: 1, First.IsFirst: true, Retained: 0 };
        var raw = isSingle ? chain.First.Raw : 0;
        flags &= ~(RowFlags.Pending | RowFlags.Changed);
        flags = isSingle ? flags & ~RowFlags.Repeated : flags | RowFlags.Repeated;
        _ledger.IsDirty |= isSingle || wasChanged || !chain.First.IsFirst;
        entry.Item = fingerprint;
        entry.Raw = raw;
        if (!isSame)
        {
            entry.SpoolOffset = spool.Append(
                new SpooledRecord(row, raw, ItemSpool.Nowhere, IsFirst: true, _merged.Encode().ToArray()));
            flags |= RowFlags.Changed;
        }
    }

    /// <summary>Puts right what the records were counted as when they came.</summary>
    private void Recount(bool isSame, bool wasAdded, bool wasChanged, bool wasMet)
    {
        if (wasAdded)
        {
            return;
        }

        // A marked row's first record was left uncounted.
        counters.Updated += (isSame ? 0 : 1) - (wasChanged ? 1 : 0);
        counters.Unchanged += (isSame ? 1 : 0) - (!wasChanged && !wasMet ? 1 : 0);
    }

    /// <summary>
    /// Reads the records of an item, the last one first, into the merged item; keeps no more than one of them at a time. A published
    /// item stays in the groups that were not fetched whole.
    /// </summary>
    private (SpooledRecord First, int Count, int Retained) ReadChain(int row, long offset, bool wasAdded)
    {
        var sent = new List<IReadOnlyList<string>>();
        var record = spool.Read(offset);
        _merged.Reset();
        _merged.Load(record.Encoded.Span);
        _merged.ClearGroups();
        sent.Add(Groups(row, record));
        while (record.Previous != ItemSpool.Nowhere)
        {
            record = spool.Read(record.Previous);
            sent.Add(Groups(row, record));
        }

        IReadOnlyList<string> published = [];
        if (step.Format.GroupField is { } groupField)
        {
            // The first record is in a document, not in the spool, where it was found unchanged or was stored directly.
            published = !record.IsFirst ? generation.ReadGroups(row, step.Format.Fields[groupField])
                : wasAdded || groups is null ? []
                : [.. generation.ReadGroups(row, step.Format.Fields[groupField]).Where(group => !groups.IsWhole(group))];
            foreach (var group in published.Concat(Enumerable.Reverse(sent).SelectMany(some => some)))
            {
                _merged.AddGroup(group);
            }
        }

        return (record, sent.Count, published.Count);
    }

    private IReadOnlyList<string> Groups(int row, in SpooledRecord record) => new StagedItem(step.Format, row, record.Encoded).ReadGroups();
}
