using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace DataflowSync.Change;

/// <summary>
/// The encoding of an item between parse and store, and in the spool: groups first, then the other fields in the format's
/// order, each as field index (1 byte), kind (1 byte), length (4 bytes, little-endian) and value. A list's value is its
/// elements, each as length (4 bytes) and UTF-8. It never outlives a run.
/// </summary>
internal static class ItemEncoding
{
    private const int HeaderSize = 6;

    public static int ElementSize(int length) => sizeof(int) + length;

    public static void WriteHeader(IBufferWriter<byte> writer, int field, FieldKind kind, int length)
    {
        var header = writer.GetSpan(HeaderSize);
        header[0] = (byte)field;
        header[1] = (byte)kind;
        BinaryPrimitives.WriteInt32LittleEndian(header[2..], length);
        writer.Advance(HeaderSize);
    }

    public static void WriteField(IBufferWriter<byte> writer, int field, FieldKind kind, ReadOnlySpan<byte> value)
    {
        WriteHeader(writer, field, kind, value.Length);
        writer.Write(value);
    }

    public static void WriteElement(IBufferWriter<byte> writer, ReadOnlySpan<byte> utf8)
    {
        BinaryPrimitives.WriteInt32LittleEndian(writer.GetSpan(sizeof(int)), utf8.Length);
        writer.Advance(sizeof(int));
        writer.Write(utf8);
    }

    public static (int Field, FieldKind Kind, int Length) ReadHeader(ref ReadOnlySpan<byte> encoded)
    {
        var header = (encoded[0], (FieldKind)encoded[1], BinaryPrimitives.ReadInt32LittleEndian(encoded[2..]));
        encoded = encoded[HeaderSize..];
        return header;
    }

    public static ReadOnlySpan<byte> ReadElement(ref ReadOnlySpan<byte> list)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(list);
        var element = list.Slice(sizeof(int), length);
        list = list[(sizeof(int) + length)..];
        return element;
    }

    public static object ReadValue(FieldKind kind, ReadOnlySpan<byte> value) => kind switch
    {
        FieldKind.String => Encoding.UTF8.GetString(value),
        FieldKind.Int64 => BinaryPrimitives.ReadInt64LittleEndian(value),
        FieldKind.Double => BinaryPrimitives.ReadDoubleLittleEndian(value),
        FieldKind.Boolean => value[0] != 0,
        FieldKind.List => ReadList(value),
        _ => throw new InvalidDataException($"Unknown field kind {(byte)kind} in an encoded item."),
    };

    private static List<string> ReadList(ReadOnlySpan<byte> value)
    {
        var elements = new List<string>();
        while (!value.IsEmpty)
        {
            elements.Add(Encoding.UTF8.GetString(ReadElement(ref value)));
        }

        return elements;
    }
}
