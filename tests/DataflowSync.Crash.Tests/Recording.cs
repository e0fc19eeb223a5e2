namespace DataflowSync.Crash.Tests;

/// <summary>Moments in the order they came. Thread-safe.</summary>
internal sealed class Recording
{
    private readonly Lock _gate = new();
    private readonly List<string> _moments = [];

    public IReadOnlyList<string> Moments
    {
        get
        {
            lock (_gate)
            {
                return [.. _moments];
            }
        }
    }

    public void Add(string moment)
    {
        lock (_gate)
        {
            _moments.Add(moment);
        }
    }
}
