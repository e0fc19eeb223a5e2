namespace DataflowSync.Perf.Reading;

/// <summary>How long reads took, by kind and moment, and how many were not right. Not thread-safe.</summary>
internal sealed class ReadTimes
{
    private readonly Dictionary<(ReadKind Kind, SyncMoment Moment), Percentiles> _times = [];

    public long Rows { get; set; }

    public long WrongRows { get; set; }

    public List<Exception> Exceptions { get; } = [];

    public Percentiles Of(ReadKind kind, SyncMoment moment) =>
        _times.TryGetValue((kind, moment), out var times) ? times : _times[(kind, moment)] = new Percentiles();

    public void AddAll(ReadTimes other)
    {
        foreach (var ((kind, moment), times) in other._times)
        {
            Of(kind, moment).AddAll(times);
        }

        Rows += other.Rows;
        WrongRows += other.WrongRows;
        Exceptions.AddRange(other.Exceptions);
    }
}
