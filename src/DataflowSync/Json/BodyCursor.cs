using System.Buffers;

namespace DataflowSync.Json;

/// <summary>Moves through the bytes of a body, which come in pieces, and knows how far it has come.</summary>
internal sealed class BodyCursor
{
    private byte[] _scratch = [];

    /// <summary>Bytes left behind so far.</summary>
    public long Position { get; private set; }

    public void Advance(ref ReadOnlySequence<byte> buffer, long count)
    {
        buffer = buffer.Slice(count);
        Position += count;
    }

    public void SkipBlanks(ref ReadOnlySequence<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            var span = buffer.FirstSpan;
            var blanks = span.IndexOfAnyExcept(" \t\r\n"u8);
            if (blanks == 0)
            {
                return;
            }

            Advance(ref buffer, blanks < 0 ? span.Length : blanks);
        }
    }

    /// <summary>The bytes in one piece, which is valid until the next call.</summary>
    public ReadOnlySpan<byte> Contiguous(ReadOnlySequence<byte> bytes)
    {
        if (bytes.IsSingleSegment)
        {
            return bytes.FirstSpan;
        }

        if (_scratch.Length < bytes.Length)
        {
            _scratch = GC.AllocateUninitializedArray<byte>((int)System.Numerics.BitOperations.RoundUpToPowerOf2((ulong)bytes.Length));
        }

        bytes.CopyTo(_scratch);
        return _scratch.AsSpan(0, (int)bytes.Length);
    }
}
