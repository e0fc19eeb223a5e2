using Microsoft.Win32.SafeHandles;

namespace DataflowSync.LiteDb.Files;

/// <summary>
/// All that the store does on a disk but for asking what is there, one call an operation, so that tests can fail, stop or kill it at
/// each. Thread-safe.
/// </summary>
internal class Disk
{
    /// <summary>Makes a directory, and those above it, where there is none.</summary>
    public virtual void CreateDirectory(string path) => Directory.CreateDirectory(path);

    /// <summary>Opens a file for its owner alone, and makes it where there is none.</summary>
    public virtual SafeFileHandle OpenExclusively(string path) =>
        File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

    /// <summary>Opens a file that others may replace or remove meanwhile.</summary>
    public virtual SafeFileHandle OpenToRead(string path) =>
        File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.RandomAccess);

    /// <returns>How many bytes were read, perhaps fewer than there are; 0 at the end of the file.</returns>
    public virtual int Read(SafeFileHandle file, Span<byte> content, long offset) => RandomAccess.Read(file, content, offset);

    /// <summary>Makes an empty file, or empties the one there is.</summary>
    public virtual SafeFileHandle Create(string path) =>
        File.OpenHandle(path, FileMode.Create, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete);

    /// <summary>Makes a file that vanishes when it is closed.</summary>
    public virtual Stream CreateScratch(string path) => new ScratchStream(path);

    public virtual void Write(SafeFileHandle file, ReadOnlySpan<byte> content, long offset) => RandomAccess.Write(file, content, offset);

    public virtual void SetLength(SafeFileHandle file, long length) => RandomAccess.SetLength(file, length);

    /// <summary>Gives a file another time of last change.</summary>
    public virtual void SetWrittenAt(string path, DateTime time) => File.SetLastWriteTimeUtc(path, time);

    /// <summary>Brings the content of a file to the disk itself.</summary>
    public virtual void Flush(SafeFileHandle file) => RandomAccess.FlushToDisk(file);

    /// <summary>Gives a file another name, in the place of a file that has it.</summary>
    public virtual void Rename(string from, string to) => File.Move(from, to, overwrite: true);

    /// <summary>Whether a file could not be replaced because someone has it open, which hinders on Windows only.</summary>
    public virtual bool IsHeldOpen(Exception exception) =>
        OperatingSystem.IsWindows() && exception is (UnauthorizedAccessException or IOException { HResult: ProfileLock.SharingViolation });

    /// <summary>Makes the names in a directory last.</summary>
    public virtual void FlushDirectory(string path) => DirectoryFlush.Flush(path);

    public virtual void Delete(string path) => File.Delete(path);

    /// <summary>Gives a directory another name that none has.</summary>
    public virtual void MoveDirectory(string from, string to) => Directory.Move(from, to);

    /// <summary>Removes a directory with what is in it.</summary>
    public virtual void DeleteDirectory(string path) => Directory.Delete(path, recursive: true);

    /// <summary>Removes a file. Readers that have it open keep it; where that hinders, the next writer removes it.</summary>
    public void TryDelete(string path)
    {
        try
        {
            Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It costs space, nothing else.
        }
    }
}
