using DataflowSync.Perf.Measuring;

namespace DataflowSync.Perf.Growth;

/// <summary>What one round measured, by size.</summary>
internal sealed class SizeCosts
{
    private const double Microseconds = 1e6;

    private readonly Dictionary<int, (Measurement First, Measurement Unchanged)> _costs = [];

    public void Add(int size, (Measurement First, Measurement Unchanged) measured) => _costs.Add(size, measured);

    public Measurement Of(int size, bool isFirst) => isFirst ? _costs[size].First : _costs[size].Unchanged;

    /// <summary>Microseconds that an item costs more between two sizes.</summary>
    public double Marginal(int from, int to, bool isFirst, Func<Measurement, double> seconds) =>
        (seconds(Of(to, isFirst)) - seconds(Of(from, isFirst))) / (to - from) * Microseconds;
}
