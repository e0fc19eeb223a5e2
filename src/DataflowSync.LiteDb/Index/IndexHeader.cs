using System.Buffers.Binary;

namespace DataflowSync.LiteDb.Index;

/// <summary>The first bytes of an index file: where its sections are.</summary>
/// <param name="OrderCount">Rows in the provider's order, 4 bytes each, right behind the header.</param>
/// <param name="OverlayStart">Where the bits begin that tell the rows of the overlay file.</param>
/// <param name="OverlayLength">Their length in bytes; 0 without an overlay.</param>
/// <param name="ListsStart">Where the rows of the groups begin, group by group, each in the provider's order.</param>
/// <param name="GroupsStart">Where the table of groups begins.</param>
/// <param name="GroupCount">Groups in the table.</param>
/// <param name="LedgerStart">Where the ledger begins; it ends with the file.</param>
internal sealed record IndexHeader(
    int OrderCount, long OverlayStart, int OverlayLength, long ListsStart, long GroupsStart, int GroupCount, long LedgerStart)
{
    public const int Size = 64;

    private const uint Magic = 0x49534644; // "DFSI"
    private const int FileVersion = 1;

    public byte[] ToBytes()
    {
        var bytes = new byte[Size];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, Magic);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), FileVersion);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), OrderCount);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(12), OverlayLength);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(16), GroupCount);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(24), OverlayStart);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(32), ListsStart);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(40), GroupsStart);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(48), LedgerStart);
        return bytes;
    }

    /// <exception cref="InvalidDataException">These are not the first bytes of an index file that can be read.</exception>
    public static IndexHeader Parse(ReadOnlySpan<byte> bytes)
    {
        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes) != Magic || BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]) != FileVersion)
        {
            throw new InvalidDataException("This is not an index file of a version that can be read.");
        }

        return new IndexHeader(
            OrderCount: BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]),
            OverlayStart: BinaryPrimitives.ReadInt64LittleEndian(bytes[24..]),
            OverlayLength: BinaryPrimitives.ReadInt32LittleEndian(bytes[12..]),
            ListsStart: BinaryPrimitives.ReadInt64LittleEndian(bytes[32..]),
            GroupsStart: BinaryPrimitives.ReadInt64LittleEndian(bytes[40..]),
            GroupCount: BinaryPrimitives.ReadInt32LittleEndian(bytes[16..]),
            LedgerStart: BinaryPrimitives.ReadInt64LittleEndian(bytes[48..]));
    }
}
