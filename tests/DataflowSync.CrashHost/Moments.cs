namespace DataflowSync.CrashHost;

/// <summary>
/// Names the moments of a sync, <c>before flush things.1.db#1</c> for the first time it is about to flush that file, and
/// hands each to whoever does something then. Thread-safe.
/// </summary>
internal sealed class Moments(Action<string> onReached)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _counts = [];

    public void Reach(string name)
    {
        int count;
        lock (_gate)
        {
            count = _counts[name] = _counts.GetValueOrDefault(name) + 1;
        }

        onReached($"{name}#{count}");
    }
}
