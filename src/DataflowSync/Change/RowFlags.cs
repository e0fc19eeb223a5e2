namespace DataflowSync.Change;

/// <summary>Marks of a ledger's row. The first two are kept with the ledger, the others belong to one attempt.</summary>
[Flags]
internal enum RowFlags : byte
{
    None = 0,

    /// <summary>An item has this row.</summary>
    Live = 1,

    /// <summary>The provider sent the item's id several times: its records are always parsed and merged at the end.</summary>
    Repeated = 2,

    /// <summary>The attempt brought the item.</summary>
    Seen = 4,

    /// <summary>The item is to be written: its content waits in the spool, or was stored directly.</summary>
    Changed = 8,

    /// <summary>Records of the item wait in the spool to be merged.</summary>
    Pending = 16,

    /// <summary>The item is new in this attempt.</summary>
    Added = 32,

    Kept = Live | Repeated,
}
