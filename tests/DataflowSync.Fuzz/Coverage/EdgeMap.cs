using System.Runtime.InteropServices;

namespace DataflowSync.Fuzz.Coverage;

/// <summary>
/// The memory in which instrumented code counts its edges: how often control went from one block to the next. Counts are told
/// apart by power of two, as AFL does, so that a loop that runs once more is no news. There is one in a process.
/// </summary>
internal sealed unsafe class EdgeMap
{
    private const int Size = 1 << 16;

    private static readonly Lazy<EdgeMap> Only = new(() => new EdgeMap());

    private readonly byte* _counts;
    private readonly byte[] _classes = new byte[256];

    private EdgeMap()
    {
        _counts = (byte*)NativeMemory.AllocZeroed(Size);
        SharpFuzz.Common.Trace.SharedMem = _counts;
        for (var count = 1; count < _classes.Length; count++)
        {
            _classes[count] = count switch { 1 => 1, 2 => 2, 3 => 4, < 8 => 8, < 16 => 16, < 32 => 32, < 128 => 64, _ => 128 };
        }
    }

    /// <summary>The map, which is never freed: instrumented code writes to it as long as there is any.</summary>
    public static EdgeMap Instance => Only.Value;

    /// <summary>What no execution has shown so far.</summary>
    public static byte[] NothingSeen() => new byte[Size];

    /// <summary>Forgets the execution before.</summary>
    public void Clear()
    {
        new Span<byte>(_counts, Size).Clear();
        SharpFuzz.Common.Trace.PrevLocation = 0;
    }

    /// <summary>Adds what the last execution showed to what is known.</summary>
    /// <param name="seen">What is known.</param>
    /// <param name="counts">Whether another count of a known edge is something new too.</param>
    /// <returns>How much is new.</returns>
    public int AddTo(byte[] seen, bool counts)
    {
        var found = 0;
        var words = new ReadOnlySpan<ulong>(_counts, Size / sizeof(ulong));
        for (var word = words.IndexOfAnyExcept(0UL); word >= 0;)
        {
            for (var at = word * sizeof(ulong); at < (word + 1) * sizeof(ulong); at++)
            {
                var shown = counts ? _classes[_counts[at]] : Math.Min(_counts[at], (byte)1);
                if ((shown & ~seen[at]) != 0)
                {
                    seen[at] |= shown;
                    found++;
                }
            }

            var next = words[(word + 1)..].IndexOfAnyExcept(0UL);
            word = next < 0 ? -1 : word + 1 + next;
        }

        return found;
    }

    /// <summary>The edges in what is known.</summary>
    public static int Count(byte[] seen) => Size - seen.AsSpan().Count((byte)0);
}
