using System.Runtime.Intrinsics;

namespace DataflowSync.Json.Scanning;

/// <summary>Classifies a block with vectors of 512 bits.</summary>
internal readonly struct Block512 : IBlock
{
    public static BlockMasks Read(ref readonly byte first) => Classify(Vector512.LoadUnsafe(in first));

    private static BlockMasks Classify(Vector512<byte> bytes)
    {
        // One bit tells square brackets from braces.
        var folded = bytes | Vector512.Create((byte)0x20);
        var structure = Vector512.Equals(folded, Vector512.Create((byte)'{'))
            | Vector512.Equals(folded, Vector512.Create((byte)'}'))
            | Vector512.Equals(bytes, Vector512.Create((byte)','));
        return new BlockMasks(
            Vector512.Equals(bytes, Vector512.Create((byte)'"')).ExtractMostSignificantBits(),
            Vector512.Equals(bytes, Vector512.Create((byte)'\\')).ExtractMostSignificantBits(),
            structure.ExtractMostSignificantBits());
    }
}
