using System.Runtime.InteropServices;

namespace DataflowSync.Change;

/// <summary>One row of a ledger, 28 bytes. While a row is changed, its raw fingerprint waits in the spool and <see cref="Raw"/> says where.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct LedgerEntry
{
    public const int Size = 28;

    public long Key;
    public ulong Raw;
    public ulong Item;
    public int Next;

    /// <summary>Where the row's record lies in the spool, while it is changed or pending.</summary>
    public long SpoolOffset
    {
        readonly get => (long)Raw;
        set => Raw = (ulong)value;
    }
}
