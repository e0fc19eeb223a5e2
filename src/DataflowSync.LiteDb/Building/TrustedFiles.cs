using DataflowSync.LiteDb.Files;
using DataflowSync.LiteDb.Pointer;

namespace DataflowSync.LiteDb.Building;

/// <summary>
/// Which published files need not be read whole before something is built on them: those that were in this run, or that nobody wrote
/// to since they were last known to be whole. Once in a while they are read all the same, for disks change bytes without a trace; and
/// every page is checked whenever it is read anyway.
/// </summary>
internal sealed class TrustedFiles(ProfileDirectory directory, IEnumerable<FileStamp> stamps)
{
    private const int MaxRuns = 50;

    private readonly HashSet<string> _readWhole = [];
    private readonly Dictionary<string, FileStamp> _stamps = stamps.ToDictionary(stamp => stamp.Name, stamp => stamp with { Runs = stamp.Runs + 1 });

    public bool Contains(string name) => _readWhole.Contains(name)
        || (_stamps.TryGetValue(name, out var stamp) && stamp.Runs <= MaxRuns && directory.WrittenAt(name) == stamp.WrittenAt);

    /// <summary>Takes a file in that was just written, or read whole.</summary>
    public void Add(string name)
    {
        // Nothing changes it under the lock.
        _readWhole.Add(name);
        _stamps.Remove(name);
        if (directory.TryStamp(name) is { } time)
        {
            _stamps.Add(name, new FileStamp(name, time, Runs: 0));
        }
    }

    /// <summary>What the next run may rely on, of some files.</summary>
    public IReadOnlyList<FileStamp> StampsOf(HashSet<string> names) => [.. _stamps.Values.Where(stamp => names.Contains(stamp.Name))];
}
