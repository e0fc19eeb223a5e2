using System.Runtime.CompilerServices;

namespace DataflowSync.Json.Scanning;

/// <summary>Classifies a block byte by byte, where there are no vectors.</summary>
internal readonly struct BlockScalar : IBlock
{
    public static BlockMasks Read(ref readonly byte first)
    {
        ulong quotes = 0;
        ulong backslashes = 0;
        ulong structure = 0;
        for (var i = 0; i < IBlock.Size; i++)
        {
            var value = Unsafe.Add(ref Unsafe.AsRef(in first), i);
            var bit = 1UL << i;
            switch (value)
            {
                case (byte)'"':
                    quotes |= bit;
                    break;
                case (byte)'\\':
                    backslashes |= bit;
                    break;
                case (byte)',' or (byte)'{' or (byte)'}' or (byte)'[' or (byte)']':
                    structure |= bit;
                    break;
            }
        }

        return new BlockMasks(quotes, backslashes, structure);
    }
}
