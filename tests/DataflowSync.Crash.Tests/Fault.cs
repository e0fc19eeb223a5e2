namespace DataflowSync.Crash.Tests;

/// <summary>A disk that refuses one operation, and those after it that it also concerns, until it is repaired. Thread-safe.</summary>
internal sealed class Fault(string moment, Func<string, bool> alsoConcerns)
{
    private const int NoSpace = 28;

    private volatile bool _isMet;
    private volatile bool _isRepaired;

    public bool WasMet => _isMet;

    public void Check(string reached)
    {
        if (!_isRepaired && (reached == moment || (_isMet && alsoConcerns(reached))))
        {
            _isMet = true;
            throw new IOException($"No space left on device: {reached}", NoSpace);
        }
    }

    public void Repair() => _isRepaired = true;
}
