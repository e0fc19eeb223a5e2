namespace DataflowSync.LiteDb.Documents;

/// <summary>A set of rows, one bit each.</summary>
internal sealed class RowSet(byte[] bits)
{
    public RowSet(int rows)
        : this(new byte[(rows + 7) / 8])
    {
    }

    public ReadOnlySpan<byte> Bits => bits;

    public bool IsEmpty => !bits.AsSpan().ContainsAnyExcept((byte)0);

    public bool Contains(int row) => row >> 3 < bits.Length && (bits[row >> 3] & (1 << (row & 7))) != 0;

    public void Add(int row) => bits[row >> 3] |= (byte)(1 << (row & 7));
}
