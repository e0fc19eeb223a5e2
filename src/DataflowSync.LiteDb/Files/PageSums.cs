using System.Buffers.Binary;
using System.Globalization;
using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace DataflowSync.LiteDb.Files;

/// <summary>
/// One XXH3 for each page of a published file, kept in a sidecar file: LiteDB has no checksums of its own. The page number
/// seeds the sum, so that a page in another's place is found as well.
/// </summary>
internal sealed class PageSums(long length, ulong[] sums)
{
    public const int PageSize = 8192;
    public const string Extension = ".sums";

    private const uint Magic = 0x53534644; // "DFSS"
    private const int FileVersion = 1;
    private const int HeaderSize = 16;

    /// <summary>Length in bytes of the file the sums belong to.</summary>
    public long Length => length;

    public static ulong Of(long page, ReadOnlySpan<byte> content) => XxHash3.HashToUInt64(content, page);

    public bool Match(long page, ReadOnlySpan<byte> content) => sums[page] == Of(page, content);

    /// <summary>The content of the sidecar file; the last 8 bytes are its own sum.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[HeaderSize + (sums.Length * sizeof(ulong)) + sizeof(ulong)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, Magic);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), FileVersion);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(8), length);
        MemoryMarshal.AsBytes(sums.AsSpan()).CopyTo(bytes.AsSpan(HeaderSize));
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(bytes.Length - sizeof(ulong)), XxHash3.HashToUInt64(bytes.AsSpan(..^sizeof(ulong))));
        return bytes;
    }

    /// <summary>What the pointer remembers of a sidecar file: its own sum.</summary>
    public static string Fingerprint(ReadOnlySpan<byte> bytes) =>
        BinaryPrimitives.ReadUInt64LittleEndian(bytes[^sizeof(ulong)..]).ToString("x16", CultureInfo.InvariantCulture);

    /// <exception cref="InvalidDataException">The bytes are not those that were written.</exception>
    public static PageSums Parse(ReadOnlySpan<byte> bytes, string expectedFingerprint, string name)
    {
        if (bytes.Length < HeaderSize + sizeof(ulong)
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes) != Magic
            || BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]) != FileVersion
            || BinaryPrimitives.ReadUInt64LittleEndian(bytes[^sizeof(ulong)..]) != XxHash3.HashToUInt64(bytes[..^sizeof(ulong)])
            || Fingerprint(bytes) != expectedFingerprint)
        {
            throw new InvalidDataException($"{name} is damaged.");
        }

        var length = BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]);
        var sums = MemoryMarshal.Cast<byte, ulong>(bytes[HeaderSize..^sizeof(ulong)]).ToArray();
        return sums.Length == (length + PageSize - 1) / PageSize
            ? new PageSums(length, sums)
            : throw new InvalidDataException($"{name} is damaged.");
    }
}
