namespace DataflowSync.Perf;

/// <summary>Durations, and what share of them was below a value. Not thread-safe.</summary>
internal sealed class Percentiles
{
    private readonly List<double> _milliseconds = [];

    public int Count => _milliseconds.Count;

    public double Max => Of(1);

    public void Add(TimeSpan duration) => _milliseconds.Add(duration.TotalMilliseconds);

    public void AddAll(Percentiles other) => _milliseconds.AddRange(other._milliseconds);

    /// <param name="share">0 to 1.</param>
    /// <returns>Milliseconds that this share of the durations did not exceed; NaN where there are none.</returns>
    public double Of(double share)
    {
        if (_milliseconds.Count == 0)
        {
            return double.NaN;
        }

        _milliseconds.Sort();
        return _milliseconds[Math.Max(0, (int)Math.Ceiling(share * _milliseconds.Count) - 1)];
    }
}
