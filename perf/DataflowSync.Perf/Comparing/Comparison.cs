using DataflowSync.Perf.Measuring;

namespace DataflowSync.Perf.Comparing;

/// <summary>What was measured, by row and round. The same rounds are compared: what disturbs a round disturbs both sides of a ratio.</summary>
internal sealed class Comparison(IReadOnlyList<Scenario> scenarios)
{
    private readonly Dictionary<string, List<Measurement>> _measured = [];
    private readonly Dictionary<string, string> _failed = [];

    /// <summary>The rows that were measured in every round.</summary>
    public IEnumerable<Scenario> Rows => scenarios.Where(scenario => Has(scenario.Name));

    /// <summary>The rows that could not be measured, and why.</summary>
    public IReadOnlyDictionary<string, string> Failed => _failed;

    public bool Has(string row) => _measured.ContainsKey(row) && !_failed.ContainsKey(row);

    public void Add(string row, Measurement measurement)
    {
        if (!_measured.TryGetValue(row, out var rounds))
        {
            _measured[row] = rounds = [];
        }

        rounds.Add(measurement);
    }

    public void Fail(string row, string reason) => _failed[row] = reason;

    /// <summary>The median of the rounds.</summary>
    public double Median(string row, Func<Measurement, double> select) => Median(_measured[row].Select(select));

    /// <summary>The median of the rounds' ratios; null where one of the rows is missing.</summary>
    public double? Ratio(string row, string other, Func<Measurement, double> select) => Has(row) && Has(other)
        ? Median(_measured[row].Zip(_measured[other], (one, another) => select(one) / select(another)))
        : null;

    /// <summary>Lowest and highest speed of the rounds.</summary>
    public (double Low, double High) Range(string row) =>
        (_measured[row].Min(round => round.RecordsPerSecond), _measured[row].Max(round => round.RecordsPerSecond));

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
