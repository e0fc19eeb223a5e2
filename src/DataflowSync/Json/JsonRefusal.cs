using System.Buffers;
using System.Text.Json;

namespace DataflowSync.Json;

/// <summary>Where a strict reader met what it refuses.</summary>
internal static class JsonRefusal
{
    /// <summary>How many bytes the reader, which began at the first of them, had passed.</summary>
    public static long OffsetOf(JsonException refusal, in ReadOnlySequence<byte> bytes)
    {
        var reader = new SequenceReader<byte>(bytes);
        for (var line = refusal.LineNumber ?? 0; line > 0 && reader.TryAdvanceTo((byte)'\n'); line--)
        {
            // The reader counts bytes from the beginning of a line.
        }

        return reader.Consumed + (refusal.BytePositionInLine ?? 0);
    }

    /// <summary>How deep brackets were nested up to there.</summary>
    public static int DepthOf(JsonException refusal, in ReadOnlySequence<byte> bytes)
    {
        var before = new ElementSkipper();
        before.Skip(bytes.Slice(0, Math.Min(OffsetOf(refusal, bytes) + 1, bytes.Length)), out _);
        return before.MaxDepth;
    }
}
