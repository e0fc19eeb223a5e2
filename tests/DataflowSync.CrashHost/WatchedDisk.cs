using System.Runtime.CompilerServices;
using DataflowSync.LiteDb.Files;
using Microsoft.Win32.SafeHandles;

namespace DataflowSync.CrashHost;

/// <summary>
/// A disk each of whose operations is announced, and a write in its middle as well. Whoever throws at <c>before …</c> makes the
/// operation fail, at <c>amid write …</c> makes the write a short one.
/// </summary>
internal sealed class WatchedDisk(Moments moments) : Disk
{
    private readonly ConditionalWeakTable<SafeFileHandle, string> _names = [];

    public override void CreateDirectory(string path)
    {
        if (!Directory.Exists(path))
        {
            Around("create directory", () => base.CreateDirectory(path));
        }
    }

    public override SafeFileHandle OpenExclusively(string path) => Around($"open {NameOf(path)}", () => Named(path, base.OpenExclusively(path)));

    public override SafeFileHandle OpenToRead(string path)
    {
        moments.Reach($"before open {NameOf(path)}");
        return Named(path, base.OpenToRead(path));
    }

    public override int Read(SafeFileHandle file, Span<byte> content, long offset)
    {
        moments.Reach($"before read {NameOf(file)}");
        return base.Read(file, content, offset);
    }

    public override SafeFileHandle Create(string path) => Around($"create {NameOf(path)}", () => Named(path, base.Create(path)));

    public override Stream CreateScratch(string path)
    {
        var name = $"{NameOf(path).Split('.')[0]}.scratch";
        return Around($"create {name}", () => new WatchedScratch(path, name, moments));
    }

    public override void Write(SafeFileHandle file, ReadOnlySpan<byte> content, long offset)
    {
        var name = NameOf(file);
        var half = content.Length / 2;
        moments.Reach($"before write {name}");
        base.Write(file, content[..half], offset);
        moments.Reach($"amid write {name}");
        base.Write(file, content[half..], offset + half);
        moments.Reach($"after write {name}");
    }

    public override void SetWrittenAt(string path, DateTime time) => Around($"stamp {NameOf(path)}", () => base.SetWrittenAt(path, time));

    public override void SetLength(SafeFileHandle file, long length) => Around($"resize {NameOf(file)}", () => base.SetLength(file, length));

    /// <summary>Announces its end also where it failed: a flush that was abandoned finds its file closed.</summary>
    public override void Flush(SafeFileHandle file)
    {
        moments.Reach($"before flush {NameOf(file)}");
        try
        {
            base.Flush(file);
        }
        finally
        {
            moments.Reach($"after flush {NameOf(file)}");
        }
    }

    public override void Rename(string from, string to) => Around($"rename {NameOf(to)}", () => base.Rename(from, to));

    public override void FlushDirectory(string path) => Around("flush directory", () => base.FlushDirectory(path));

    public override void Delete(string path)
    {
        if (File.Exists(path))
        {
            Around($"unlink {NameOf(path)}", () => base.Delete(path));
        }
    }

    public override void MoveDirectory(string from, string to) => Around("move directory", () => base.MoveDirectory(from, to));

    public override void DeleteDirectory(string path) => Around("delete directory", () => base.DeleteDirectory(path));

    private static string NameOf(string path) => Path.GetFileName(path);

    private SafeFileHandle Named(string path, SafeFileHandle file)
    {
        _names.Add(file, NameOf(path));
        return file;
    }

    private string NameOf(SafeFileHandle file) => _names.TryGetValue(file, out var name) ? name : throw new InvalidOperationException("Not made here.");

    private void Around(string operation, Action act) => Around(operation, () =>
    {
        act();
        return true;
    });

    private T Around<T>(string operation, Func<T> act)
    {
        moments.Reach($"before {operation}");
        var result = act();
        moments.Reach($"after {operation}");
        return result;
    }
}
