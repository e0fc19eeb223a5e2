using DataflowSync.Change;

namespace DataflowSync;

/// <summary>
/// What differs between the published generation and the next one. The store walks the ledger's rows in ascending order,
/// takes the changed ones exactly once, then calls <see cref="Complete"/>. Not thread-safe.
/// </summary>
public sealed class GenerationChanges
{
    private readonly ItemSpool? _spool;
    private readonly RowList _order;

    internal GenerationChanges(SyncStep step, GenerationInfo info, Ledger ledger, RowList order, ItemSpool? spool, int changed, int removed)
    {
        _spool = spool;
        Step = step;
        Info = info;
        Ledger = ledger;
        _order = order;
        ChangedCount = changed;
        RemovedCount = removed;
    }

    /// <summary>The step whose dataset is published.</summary>
    public SyncStep Step { get; }

    /// <summary>What the new generation is. Its order hash holds for the rows before they are compacted.</summary>
    public GenerationInfo Info { get; private set; }

    /// <summary>The ledger as it will be, the rows of vanished items still in it until <see cref="Complete"/>.</summary>
    public Ledger Ledger { get; }

    /// <summary>Rows in the provider's order.</summary>
    public IReadOnlyList<int> Order => _order;

    /// <summary>Rows whose document is to be written.</summary>
    public int ChangedCount { get; }

    /// <summary>Rows whose item vanished.</summary>
    public int RemovedCount { get; }

    /// <summary>The content of a changed row. Settles the row's fingerprints in the ledger: take each row once.</summary>
    /// <param name="row">A row that is changed.</param>
    public StagedItem Take(int row)
    {
        if (_spool is null || !Ledger.IsChanged(row))
        {
            throw new InvalidOperationException($"Row {row} has no changed content to take.");
        }

        ref var entry = ref Ledger.EntryOf(row);
        var record = _spool.Read(entry.SpoolOffset);
        entry.Raw = record.Raw;
        Ledger.FlagsOf(row) &= ~RowFlags.Changed;
        return new StagedItem(Step.Format, row, record.Encoded);
    }

    /// <summary>Takes vanished items out of the ledger.</summary>
    /// <param name="compact">Whether documents were written anew with rows from 0: ledger and order are given those.</param>
    public void Complete(bool compact)
    {
        Ledger.RemoveUnseen();
        if (compact)
        {
            Ledger.Compact(_order);
            Info = Info with { OrderHash = _order.Hash() };
        }
    }
}
