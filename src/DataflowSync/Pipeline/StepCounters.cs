namespace DataflowSync.Pipeline;

/// <summary>
/// What an attempt counted. Written by the parse stage alone, but for the bytes, which the fetch stage counts; read by both.
/// </summary>
internal sealed class StepCounters
{
    private const int MaxSamples = 100;

    private const int MaxWarnings = 100;

    private readonly List<Reject> _samples = [];
    private readonly Dictionary<string, long> _tolerated = [];
    private long _bytes;

    public long Received { get; set; }

    public long Added { get; set; }

    public long Updated { get; set; }

    public long Unchanged { get; set; }

    public long Duplicates { get; set; }

    public long Rejected { get; private set; }

    public long Filtered { get; set; }

    public long Bytes => Volatile.Read(ref _bytes);

    public IReadOnlyList<Reject> Samples => _samples;

    /// <summary>What was tolerated in records that became items, with their number.</summary>
    public IEnumerable<string> Warnings => _tolerated.Select(warning => FormattableString.Invariant($"{warning.Key} ({warning.Value})"));

    /// <summary>Different items seen so far.</summary>
    public long Items => Received - Duplicates - Rejected - Filtered;

    public void AddBytes(int count) => Volatile.Write(ref _bytes, _bytes + count);

    public void Tolerate(string warning)
    {
        if (_tolerated.Count < MaxWarnings || _tolerated.ContainsKey(warning))
        {
            _tolerated[warning] = _tolerated.GetValueOrDefault(warning) + 1;
        }
    }

    public void Reject(RejectReason reason)
    {
        if (_samples.Count < MaxSamples)
        {
            _samples.Add(new Reject(Received - 1, reason));
        }

        Rejected++;
    }
}
