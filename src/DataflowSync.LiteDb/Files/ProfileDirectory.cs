using System.Globalization;

namespace DataflowSync.LiteDb.Files;

/// <summary>Names and places of a profile's files.</summary>
internal sealed class ProfileDirectory(Disk disk, string dataDirectory, ProfileId profileId)
{
    public const string Unfinished = ".tmp";
    public const string DocumentsExtension = ".db";
    public const string IndexExtension = ".index";

    private const int NotReadable = 13;
    private const int NeverWritten = 30;
    private const string Forgotten = ".forgotten-"; // No profile's name begins like this.

    public Disk Disk => disk;

    public ProfileId ProfileId => profileId;

    public string Path { get; } = System.IO.Path.Combine(dataDirectory, profileId.Value);

    public string LockPath => PathOf("sync.lock");

    public string PointerPath => PathOf("pointer.json");

    public string HistoryPath => PathOf("history.json");

    /// <summary>Whether the store holds anything of the profile.</summary>
    public bool IsKnown => File.Exists(PointerPath) || File.Exists(HistoryPath);

    public string PathOf(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Makes the directory, and those above it, where there is none, so that they last.</summary>
    public void Create()
    {
        disk.CreateDirectory(Path);
        if (IsKnown)
        {
            return; // Whoever put something there came past the flushes below.
        }

        // All of them: which ones were made by someone who was killed before their flush, or whose flush failed, nobody knows.
        for (var parent = System.IO.Path.GetDirectoryName(Path); parent is not null; parent = System.IO.Path.GetDirectoryName(parent))
        {
            FlushAbove(parent);
        }
    }

    private void FlushAbove(string parent)
    {
        try
        {
            disk.FlushDirectory(parent);
        }
        catch (IOException e) when (e.HResult is NotReadable or NeverWritten)
        {
            // Someone else's: what is made here can be read, and nothing is made on a file system that takes no writes.
        }
    }

    /// <summary>What was built and never published, or is superseded: every data file that is not kept. None where they cannot be listed.</summary>
    public List<string> Leftovers(HashSet<string> kept) =>
        [.. TryListDataFiles().Where(name => !kept.Contains(name.EndsWith(PageSums.Extension, StringComparison.Ordinal) ? name[..^PageSums.Extension.Length] : name))];

    /// <summary>Removes them where that can be. Called by the owner of the lock.</summary>
    public void DeleteLeftovers(HashSet<string> kept) => Leftovers(kept).ForEach(TryDelete);

    /// <summary>The highest publication number in a file name, for going on when the pointer that knew it is damaged.</summary>
    public long HighestNumber() => DataFiles()
        .Select(name => name.Split('.'))
        .Select(parts => parts.Length > 2 && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0)
        .DefaultIfEmpty(0)
        .Max();

    /// <summary>Removes a file where that can be.</summary>
    public void TryDelete(string name) => disk.TryDelete(PathOf(name));

    /// <summary>When a file was last written to.</summary>
    public DateTime WrittenAt(string name) => File.GetLastWriteTimeUtc(PathOf(name));

    /// <summary>
    /// Gives a file a time in the past, so that whoever writes to it from now on gives it another one, however soon.
    /// </summary>
    /// <returns>The time; null where it cannot be given one.</returns>
    public DateTime? TryStamp(string name)
    {
        try
        {
            var time = WrittenAt(name).AddSeconds(-1);
            disk.SetWrittenAt(PathOf(name), time);
            return time;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    /// <summary>Makes the names in the directory last.</summary>
    public void Flush() => disk.FlushDirectory(Path);

    /// <summary>
    /// Removes everything, the pointer first, so that half a removal is not half a catalog. The caller holds the lock. The
    /// directory is moved away before it is emptied: a new writer may make the next one at once.
    /// </summary>
    public void Delete()
    {
        var wasKnown = IsKnown;
        disk.Delete(PointerPath);
        disk.Delete(HistoryPath);
        try
        {
            if (wasKnown)
            {
                Flush(); // Or a loss of power brings the pointer back, without its files.
            }

            disk.MoveDirectory(Path, System.IO.Path.Combine(dataDirectory, Forgotten + Guid.NewGuid().ToString("N")));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Windows moves no directory whose lock file is open. The profile is gone; the next writer removes its files.
        }

        DeleteForgotten();
    }

    /// <summary>Empties what forgotten profiles left, also those whose removal was killed.</summary>
    public void DeleteForgotten()
    {
        try
        {
            foreach (var forgotten in Directory.EnumerateDirectories(dataDirectory, Forgotten + "*"))
            {
                disk.DeleteDirectory(forgotten);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Someone else removes it at the same time, or still has a file of it open on Windows: the next writer tries again.
        }
    }

    private List<string> TryListDataFiles()
    {
        try
        {
            return [.. DataFiles()];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return []; // They cost space; what made the directory unreadable is told by whoever needs something in it.
        }
    }

    private IEnumerable<string> DataFiles() => Directory.EnumerateFiles(Path)
        .Select(path => System.IO.Path.GetFileName(path))
        .Where(name => System.IO.Path.GetExtension(name) is DocumentsExtension or IndexExtension or PageSums.Extension or Unfinished);
}
