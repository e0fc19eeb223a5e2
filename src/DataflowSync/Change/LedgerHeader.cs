using System.Buffers.Binary;

namespace DataflowSync.Change;

/// <summary>The first bytes of a saved ledger.</summary>
/// <param name="Rows">Rows given out.</param>
/// <param name="Count">Items.</param>
/// <param name="Buckets">Buckets of the hash table.</param>
/// <param name="Seed">Seed of its hash.</param>
internal readonly record struct LedgerHeader(int Rows, int Count, int Buckets, long Seed)
{
    public const int Size = 32;
    public const int LeastBuckets = 16;

    private const uint Magic = 0x4C534644; // "DFSL"
    private const int FileVersion = 2;

    /// <exception cref="InvalidDataException">The bytes are something else.</exception>
    public static LedgerHeader Read(ReadOnlySpan<byte> bytes)
    {
        var header = new LedgerHeader(
            BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]),
            BinaryPrimitives.ReadInt32LittleEndian(bytes[12..]),
            BinaryPrimitives.ReadInt32LittleEndian(bytes[16..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[24..]));
        return BinaryPrimitives.ReadUInt32LittleEndian(bytes) == Magic
            && BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]) == FileVersion
            && header is { Count: >= 0, Buckets: >= LeastBuckets } && header.Rows >= header.Count
            ? header
            : throw new InvalidDataException("This is not a ledger of a version that can be read.");
    }

    public void Write(Span<byte> bytes)
    {
        bytes.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, Magic);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[4..], FileVersion);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[8..], Rows);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[12..], Count);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[16..], Buckets);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[24..], Seed);
    }
}
