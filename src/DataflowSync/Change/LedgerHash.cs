using System.Numerics;

namespace DataflowSync.Change;

/// <summary>Where a key belongs in a ledger's linear hash table.</summary>
internal static class LedgerHash
{
    /// <summary>The bucket of a key: those below the split point have one hash bit more than the others.</summary>
    public static int BucketOf(long key, long seed, int buckets)
    {
        // The finalizer of MurmurHash3: every bit of key and seed reaches every bit of the result.
        var mixed = (ulong)(key ^ seed);
        mixed = (mixed ^ (mixed >> 33)) * 0xFF51AFD7ED558CCDUL;
        mixed = (mixed ^ (mixed >> 33)) * 0xC4CEB9FE1A85EC53UL;
        var hash = (uint)(mixed >> 32);
        var level = BitOperations.RoundUpToPowerOf2((uint)buckets);
        var bucket = hash & (level - 1);
        return (int)(bucket < (uint)buckets ? bucket : bucket & ((level >> 1) - 1));
    }
}
