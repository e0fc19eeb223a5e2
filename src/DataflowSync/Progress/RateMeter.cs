namespace DataflowSync.Progress;

/// <summary>Items a second over the last seconds. Not thread-safe.</summary>
internal sealed class RateMeter(TimeProvider timeProvider)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(3);

    private readonly Queue<(long Time, long Total)> _samples = new();

    /// <summary>Takes a reading of the running total and tells the rate.</summary>
    public double Read(long total)
    {
        var now = timeProvider.GetTimestamp();
        _samples.Enqueue((now, total));
        while (_samples.Count > 2 && timeProvider.GetElapsedTime(_samples.Peek().Time, now) > Window)
        {
            _samples.Dequeue();
        }

        var (time, first) = _samples.Peek();
        var elapsed = timeProvider.GetElapsedTime(time, now).TotalSeconds;
        return elapsed > 0 ? Math.Max(0, total - first) / elapsed : 0;
    }
}
