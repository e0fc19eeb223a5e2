using BenchmarkDotNet.Attributes;

namespace DataflowSync.Perf.Micro;

/// <summary>Look-ups in a ledger of a million items; times are of one.</summary>
public class LedgerBenchmarks
{
    private const int Items = 1_000_000;

    private readonly long[] _inOrder = new long[Items];
    private readonly long[] _shuffled = new long[Items];
    private Ledger _ledger = null!;

    [GlobalSetup]
    public void SetUp()
    {
        _ledger = new Ledger();
        for (var i = 0; i < Items; i++)
        {
            _inOrder[i] = _shuffled[i] = Ledger.KeyOf(2_000_000L + i);
            _ledger.Add(_inOrder[i]);
        }

        const int Seed = 1;
        new Random(Seed).Shuffle(_shuffled);
    }

    /// <summary>As providers send: in the order of the last time.</summary>
    [Benchmark(OperationsPerInvoke = Items)]
    public long FindInOrder() => Find(_inOrder);

    [Benchmark(OperationsPerInvoke = Items)]
    public long FindShuffled() => Find(_shuffled);

    [Benchmark(OperationsPerInvoke = Items)]
    public int Add()
    {
        var ledger = new Ledger();
        foreach (var key in _inOrder)
        {
            ledger.Add(key);
        }

        return ledger.Count;
    }

    private long Find(long[] keys)
    {
        var rows = 0L;
        foreach (var key in keys)
        {
            rows += _ledger.TryFind(key, out var row) ? row : 0;
        }

        return rows;
    }
}
