namespace DataflowSync.Json.Scanning;

/// <summary>Classifies 64 bytes at once, with vectors of one width.</summary>
internal interface IBlock
{
    /// <summary>Bytes in a block.</summary>
    const int Size = 64;

    /// <param name="first">The first of at least <see cref="Size"/> bytes.</param>
    static abstract BlockMasks Read(ref readonly byte first);
}
