using System.Buffers;
using BenchmarkDotNet.Attributes;

namespace DataflowSync.Perf.Micro;

/// <summary>Finding records in bytes; times and allocations are a record's.</summary>
public class FramingBenchmarks
{
    private readonly HashSet<ulong> _fingerprints = [];
    private MovieSamples _movies = null!;

    [GlobalSetup]
    public async Task SetUpAsync()
    {
        _movies = await MovieSamples.RenderAsync();
        Frame(isKnown: null, fingerprint => _fingerprints.Add(fingerprint));
    }

    /// <summary>The strict reader, as in a first sync.</summary>
    [Benchmark(OperationsPerInvoke = MovieSamples.Count)]
    public int Strict() => Frame(isKnown: null);

    /// <summary>Bytes that were read strictly before; nothing is looked up but a fingerprint in a set.</summary>
    [Benchmark(OperationsPerInvoke = MovieSamples.Count)]
    public int KnownBytes() => Frame((_, fingerprint) => _fingerprints.Contains(fingerprint));

    /// <summary>The same, where the answer costs nothing: masking, framing and hashing alone.</summary>
    [Benchmark(OperationsPerInvoke = MovieSamples.Count)]
    public int KnownBytesWithoutLookup() => Frame((_, _) => true);

    private int Frame(Func<long, ulong, bool>? isKnown, Action<ulong>? found = null)
    {
        var framer = _movies.Step.Format.CreateFramer(MovieSamples.MaxRecordBytes, MovieSamples.MaxRecordDepth, isKnown);
        var buffer = new ReadOnlySequence<byte>(_movies.Body);
        var records = 0;
        while (framer.TryRead(ref buffer, isFinal: true, out var frame) == FrameStatus.Record)
        {
            found?.Invoke(frame.Fingerprint);
            records++;
        }

        return records;
    }
}
