using System.Buffers.Binary;

namespace DataflowSync.Change;

/// <summary>
/// A temporary file of parsed records that wait for the closing bracket. Offsets are reserved by the parser and written, in
/// the same order, by the store's thread; reading begins when both are done.
/// </summary>
internal sealed class ItemSpool(Stream scratch) : IDisposable
{
    public const int HeaderSize = 33;
    public const long Nowhere = -1;

    private long _reserved;
    private long _written;

    /// <summary>Gives the next record its offset.</summary>
    public long Reserve(int encodedLength)
    {
        var offset = _reserved;
        _reserved += HeaderSize + encodedLength;
        return offset;
    }

    /// <summary>Writes a record at the offset it was given.</summary>
    public void Write(long offset, in SpooledRecord record)
    {
        if (offset != _written)
        {
            throw new InvalidOperationException("Records reached the spool in another order than they were reserved.");
        }

        Span<byte> header = stackalloc byte[HeaderSize];
        BinaryPrimitives.WriteInt32LittleEndian(header, record.Row);
        BinaryPrimitives.WriteUInt64LittleEndian(header[4..], record.Raw);
        BinaryPrimitives.WriteInt64LittleEndian(header[12..], record.Previous);
        header[20] = record.IsFirst ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteUInt64LittleEndian(header[21..], record.PublishedItem);
        BinaryPrimitives.WriteInt32LittleEndian(header[29..], record.Encoded.Length);
        scratch.Position = offset;
        scratch.Write(header);
        scratch.Write(record.Encoded.Span);
        _written += record.Size;
    }

    /// <summary>Reserves and writes a record at once, when the graph has ended.</summary>
    public long Append(in SpooledRecord record)
    {
        var offset = Reserve(record.Encoded.Length);
        Write(offset, record);
        return offset;
    }

    public SpooledRecord Read(long offset)
    {
        Span<byte> header = stackalloc byte[HeaderSize];
        scratch.Position = offset;
        scratch.ReadExactly(header);
        var encoded = GC.AllocateUninitializedArray<byte>(BinaryPrimitives.ReadInt32LittleEndian(header[29..]));
        scratch.ReadExactly(encoded);
        return new SpooledRecord(
            BinaryPrimitives.ReadInt32LittleEndian(header),
            BinaryPrimitives.ReadUInt64LittleEndian(header[4..]),
            BinaryPrimitives.ReadInt64LittleEndian(header[12..]),
            header[20] != 0,
            encoded,
            BinaryPrimitives.ReadUInt64LittleEndian(header[21..]));
    }

    public void Dispose()
    {
        try
        {
            scratch.Dispose();
        }
        catch (IOException)
        {
            // What could not be written is thrown away anyway; the failed write itself was told before.
        }
    }
}
