using System.Runtime.Intrinsics;

namespace DataflowSync.Json.Scanning;

/// <summary>Classifies a block with vectors of 256 bits.</summary>
internal readonly struct Block256 : IBlock
{
    public static BlockMasks Read(ref readonly byte first)
    {
        var low = Classify(Vector256.LoadUnsafe(in first));
        var high = Classify(Vector256.LoadUnsafe(in first, 32));
        return new BlockMasks(low.Quotes | (high.Quotes << 32), low.Backslashes | (high.Backslashes << 32), low.Structure | (high.Structure << 32));
    }

    private static BlockMasks Classify(Vector256<byte> bytes)
    {
        // One bit tells square brackets from braces.
        var folded = bytes | Vector256.Create((byte)0x20);
        var structure = Vector256.Equals(folded, Vector256.Create((byte)'{'))
            | Vector256.Equals(folded, Vector256.Create((byte)'}'))
            | Vector256.Equals(bytes, Vector256.Create((byte)','));
        return new BlockMasks(
            Vector256.Equals(bytes, Vector256.Create((byte)'"')).ExtractMostSignificantBits(),
            Vector256.Equals(bytes, Vector256.Create((byte)'\\')).ExtractMostSignificantBits(),
            structure.ExtractMostSignificantBits());
    }
}
