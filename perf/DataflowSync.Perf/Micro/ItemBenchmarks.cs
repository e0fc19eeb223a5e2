using BenchmarkDotNet.Attributes;

namespace DataflowSync.Perf.Micro;

/// <summary>Making items of records; times and allocations are an item's.</summary>
public class ItemBenchmarks
{
    private MovieSamples _movies = null!;
    private ItemBuilder _item = null!;
    private StagedItem[] _staged = null!;
    private ItemBuilder[] _built = null!;

    [GlobalSetup]
    public async Task SetUpAsync()
    {
        const int Built = 100;
        _movies = await MovieSamples.RenderAsync();
        _item = new ItemBuilder(_movies.Step.Format);
        _staged = _movies.Stage();
        _built = [.. _movies.Records.Take(Built).Select(record =>
        {
            var item = new ItemBuilder(_movies.Step.Format);
            _movies.Step.Format.Map(record, item);
            item.Encode();
            return item;
        })];
    }

    /// <summary>Typed parse of a record.</summary>
    [Benchmark(OperationsPerInvoke = MovieSamples.Count)]
    public long Map()
    {
        var keys = 0L;
        foreach (var record in _movies.Records)
        {
            _item.Reset();
            _movies.Step.Format.Map(record, _item);
            keys += _item.Key;
        }

        return keys;
    }

    /// <summary>Typed parse and the item's fingerprint: what a record with new bytes costs, unchanged or not.</summary>
    [Benchmark(OperationsPerInvoke = MovieSamples.Count)]
    public ulong MapAndFingerprint()
    {
        var all = 0UL;
        foreach (var record in _movies.Records)
        {
            _item.Reset();
            _movies.Step.Format.Map(record, _item);
            all += _item.Fingerprint();
        }

        return all;
    }

    /// <summary>The item's fingerprint alone, its encoding made before.</summary>
    [Benchmark(OperationsPerInvoke = 100)]
    public ulong Fingerprint()
    {
        var all = 0UL;
        foreach (var item in _built)
        {
            all += item.Fingerprint();
        }

        return all;
    }

    /// <summary>Decoding an item on its way into a document.</summary>
    [Benchmark(OperationsPerInvoke = MovieSamples.Count)]
    public int Decode()
    {
        var fields = 0;
        foreach (var item in _staged)
        {
            fields += item.ToItem().Fields.Count;
        }

        return fields;
    }
}
