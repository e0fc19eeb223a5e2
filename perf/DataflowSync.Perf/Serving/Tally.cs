using System.Collections.Concurrent;

namespace DataflowSync.Perf.Serving;

/// <summary>What became of the requests of one kind. Thread-safe.</summary>
internal sealed class Tally
{
    private readonly ConcurrentBag<double> _milliseconds = [];
    private readonly ConcurrentDictionary<string, int> _errors = new();

    public int Count => _milliseconds.Count;

    public int Errors => _errors.Values.Sum();

    public string ErrorText => string.Join(", ", _errors.Select(error => $"{error.Value} × {error.Key}"));

    public void Took(TimeSpan time) => _milliseconds.Add(time.TotalMilliseconds);

    public void Failed(string reason) => _errors.AddOrUpdate(reason, 1, (_, count) => count + 1);

    /// <summary>The times at these parts of all, in milliseconds.</summary>
    public IReadOnlyList<double> Percentiles(params IEnumerable<double> parts)
    {
        var sorted = _milliseconds.Order().ToArray();
        return [.. parts.Select(part => sorted.Length == 0 ? 0 : sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * part))])];
    }
}
