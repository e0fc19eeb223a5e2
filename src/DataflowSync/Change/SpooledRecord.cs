namespace DataflowSync.Change;

/// <summary>A record of an item in the spool.</summary>
/// <param name="Row">The item's row.</param>
/// <param name="Raw">The level-1 fingerprint of the record; 0 where it has none.</param>
/// <param name="Previous">Offset of the record of the same item before this one; <see cref="ItemSpool.Nowhere"/> for none.</param>
/// <param name="IsFirst">Whether the item had no other record before, here or in a document.</param>
/// <param name="Encoded">The item's canonical encoding.</param>
/// <param name="PublishedItem">The level-2 fingerprint of the published item that this first record changes; 0 for none.</param>
internal readonly record struct SpooledRecord(int Row, ulong Raw, long Previous, bool IsFirst, ReadOnlyMemory<byte> Encoded, ulong PublishedItem = 0)
{
    public int Size => ItemSpool.HeaderSize + Encoded.Length;

    public override string ToString() => $"row {Row}";
}
