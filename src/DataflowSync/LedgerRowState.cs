namespace DataflowSync;

/// <summary>What a fetch did to a row of a ledger.</summary>
public enum LedgerRowState
{
    /// <summary>No item has this row, or the fetch did not bring it again.</summary>
    Gone,

    /// <summary>The document stands as it is.</summary>
    Unchanged,

    /// <summary>The document is new or has other content: it is to be written.</summary>
    Changed,
}
