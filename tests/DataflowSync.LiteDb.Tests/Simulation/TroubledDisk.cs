using DataflowSync.LiteDb.Files;

namespace DataflowSync.LiteDb.Tests.Simulation;

/// <summary>A disk that remembers which directories were flushed, and fails where it is told to.</summary>
internal sealed class TroubledDisk : Disk
{
    public List<string> FlushedDirectories { get; } = [];

    /// <summary>How many flushes of a directory succeed from now on.</summary>
    public int GoodDirectoryFlushes { get; set; } = int.MaxValue;

    /// <summary>How the others fail.</summary>
    public IOException DirectoryFailure { get; set; } = new("the directory could not be flushed");

    public bool RefusesToDelete { get; set; }

    public override void FlushDirectory(string path)
    {
        if (GoodDirectoryFlushes-- <= 0)
        {
            throw DirectoryFailure;
        }

        base.FlushDirectory(path);
        FlushedDirectories.Add(path);
    }

    public override void Delete(string path)
    {
        if (RefusesToDelete)
        {
            throw new UnauthorizedAccessException("not to be deleted");
        }

        base.Delete(path);
    }
}
