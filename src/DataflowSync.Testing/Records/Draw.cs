using System.Runtime.CompilerServices;

namespace DataflowSync.Testing.Records;

/// <summary>A deterministic stream of values for one item (SplitMix64). Two items, or two revisions, share nothing.</summary>
internal struct Draw(ulong state)
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private ulong _state = state;

    public static Draw For(long seed, int salt, int id, int revision) =>
        new(Mix(Mix((ulong)seed + ((ulong)(uint)salt * Golden)) ^ (((ulong)(uint)revision << 32) | (uint)id)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Bits() => Mix(_state += Golden);

    /// <summary>A value from 0 to <paramref name="bound"/> - 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Below(int bound) => (int)(((Bits() >> 32) * (uint)bound) >> 32);

    /// <summary>A stream of its own, for a text that is composed later.</summary>
    public Draw Branch() => new(Bits());

    public bool OneIn(int bound) => Below(bound) == 0;

    public Fragment Pick(Fragment[] pool) => pool[Below(pool.Length)];

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
