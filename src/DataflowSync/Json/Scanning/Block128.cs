using System.Runtime.Intrinsics;

namespace DataflowSync.Json.Scanning;

/// <summary>Classifies a block with vectors of 128 bits.</summary>
internal readonly struct Block128 : IBlock
{
    public static BlockMasks Read(ref readonly byte first)
    {
        var masks = Classify(Vector128.LoadUnsafe(in first));
        for (var part = 1; part < IBlock.Size / Vector128<byte>.Count; part++)
        {
            var next = Classify(Vector128.LoadUnsafe(in first, (nuint)(part * Vector128<byte>.Count)));
            var shift = part * Vector128<byte>.Count;
            masks = new BlockMasks(masks.Quotes | (next.Quotes << shift), masks.Backslashes | (next.Backslashes << shift), masks.Structure | (next.Structure << shift));
        }

        return masks;
    }

    private static BlockMasks Classify(Vector128<byte> bytes)
    {
        // One bit tells square brackets from braces.
        var folded = bytes | Vector128.Create((byte)0x20);
        var structure = Vector128.Equals(folded, Vector128.Create((byte)'{'))
            | Vector128.Equals(folded, Vector128.Create((byte)'}'))
            | Vector128.Equals(bytes, Vector128.Create((byte)','));
        return new BlockMasks(
            Vector128.Equals(bytes, Vector128.Create((byte)'"')).ExtractMostSignificantBits(),
            Vector128.Equals(bytes, Vector128.Create((byte)'\\')).ExtractMostSignificantBits(),
            structure.ExtractMostSignificantBits());
    }
}
