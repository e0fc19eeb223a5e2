using System.Runtime.CompilerServices;
using DataflowSync.LiteDb.Files;
using Microsoft.Win32.SafeHandles;

namespace DataflowSync.Crash.Tests.PowerLoss;

/// <summary>A disk that records every operation that changes it, with what is written. Thread-safe.</summary>
internal sealed class RecordedDisk : Disk
{
    private readonly string _root;
    private readonly Action? _onRecorded;
    private readonly Lock _gate = new();
    private readonly List<DiskOperation> _operations;
    private readonly Dictionary<string, int> _files;
    private readonly ConditionalWeakTable<SafeFileHandle, StrongBox<int>> _handles = [];
    private int _next;

    /// <param name="root">The directory in which all is recorded.</param>
    /// <param name="names">The files there are, with their numbers.</param>
    /// <param name="past">Operations that made the directory what it is; empty where it lasts as it is.</param>
    /// <param name="onRecorded">Called behind each operation.</param>
    public RecordedDisk(string root, IReadOnlyDictionary<string, int> names, IReadOnlyList<DiskOperation> past, Action? onRecorded = null)
    {
        _root = root;
        _files = new Dictionary<string, int>(names);
        _operations = [.. past];
        _next = names.Values.Concat(past.Select(operation => operation.File)).DefaultIfEmpty(0).Max() + 1;
        _onRecorded = onRecorded;
    }

    public IReadOnlyList<DiskOperation> Operations
    {
        get
        {
            lock (_gate)
            {
                return [.. _operations];
            }
        }
    }

    public override void CreateDirectory(string path)
    {
        var missing = new Stack<string>();
        for (var directory = path; directory is not null && !Directory.Exists(directory); directory = Path.GetDirectoryName(directory))
        {
            missing.Push(directory);
        }

        foreach (var directory in missing)
        {
            base.CreateDirectory(directory);
            Record(new DiskOperation(OperationKind.MakeDirectory, Relative(directory)));
        }
    }

    public override SafeFileHandle OpenExclusively(string path) => Made(path, base.OpenExclusively, keepsContent: true);

    public override SafeFileHandle Create(string path) => Made(path, base.Create, keepsContent: false);

    public override Stream CreateScratch(string path)
    {
        var scratch = new RecordedScratch(path, this);
        Record(new DiskOperation(OperationKind.MakeFile, Relative(path)) { File = NumberOf(path) });
        return scratch;
    }

    public override void Write(SafeFileHandle file, ReadOnlySpan<byte> content, long offset)
    {
        base.Write(file, content, offset);
        Record(new DiskOperation(OperationKind.Write, NameOf(file)) { File = NumberOf(file), Offset = offset, Content = content.ToArray() });
    }

    public override void SetLength(SafeFileHandle file, long length)
    {
        base.SetLength(file, length);
        Record(new DiskOperation(OperationKind.Resize, NameOf(file)) { File = NumberOf(file), Offset = length });
    }

    public override void SetWrittenAt(string path, DateTime time)
    {
        base.SetWrittenAt(path, time);
        Record(new DiskOperation(OperationKind.Stamp, Relative(path)) { File = NumberOf(path), Time = time });
    }

    public override void Flush(SafeFileHandle file)
    {
        base.Flush(file);
        Record(new DiskOperation(OperationKind.FlushFile, NameOf(file)) { File = NumberOf(file) });
    }

    public override void Rename(string from, string to)
    {
        base.Rename(from, to);
        var file = NumberOf(from);
        lock (_gate)
        {
            _files.Remove(Relative(from));
            _files[Relative(to)] = file;
        }

        Record(new DiskOperation(OperationKind.Rename, Relative(from)) { To = Relative(to), File = file });
    }

    public override void FlushDirectory(string path)
    {
        base.FlushDirectory(path);
        Record(new DiskOperation(OperationKind.FlushDirectory, Relative(path)));
    }

    public override void Delete(string path)
    {
        var isThere = File.Exists(path);
        base.Delete(path);
        if (isThere)
        {
            NoteGone(path);
        }
    }

    public override void MoveDirectory(string from, string to)
    {
        base.MoveDirectory(from, to);
        Record(new DiskOperation(OperationKind.MoveDirectory, Relative(from)) { To = Relative(to) });
    }

    public override void DeleteDirectory(string path)
    {
        // One by one, as the system does it: power may be lost between.
        foreach (var file in Directory.GetFiles(path).Order())
        {
            Delete(file);
        }

        base.DeleteDirectory(path);
        Record(new DiskOperation(OperationKind.DeleteDirectory, Relative(path)));
    }

    /// <summary>A scratch file was written to.</summary>
    public void NoteWrite(string path, long offset, ReadOnlySpan<byte> content) =>
        Record(new DiskOperation(OperationKind.Write, Relative(path)) { File = NumberOf(path), Offset = offset, Content = content.ToArray() });

    /// <summary>A file lost its name.</summary>
    public void NoteGone(string path)
    {
        lock (_gate)
        {
            _files.Remove(Relative(path));
        }

        Record(new DiskOperation(OperationKind.Unlink, Relative(path)));
    }

    private SafeFileHandle Made(string path, Func<string, SafeFileHandle> open, bool keepsContent)
    {
        var isThere = File.Exists(path);
        var file = open(path);
        var number = NumberOf(path);
        _handles.Add(file, new StrongBox<int>(number));
        if (!isThere)
        {
            Record(new DiskOperation(OperationKind.MakeFile, Relative(path)) { File = number });
        }
        else if (!keepsContent)
        {
            Record(new DiskOperation(OperationKind.Resize, Relative(path)) { File = number });
        }

        return file;
    }

    private string Relative(string path) => Path.GetRelativePath(_root, path);

    private int NumberOf(SafeFileHandle file) => _handles.TryGetValue(file, out var number) ? number.Value : throw new InvalidOperationException("Not made here.");

    private int NumberOf(string path)
    {
        lock (_gate)
        {
            return _files.TryGetValue(Relative(path), out var number) ? number : _files[Relative(path)] = _next++;
        }
    }

    private string NameOf(SafeFileHandle file)
    {
        lock (_gate)
        {
            return _files.FirstOrDefault(known => known.Value == NumberOf(file)).Key ?? string.Empty;
        }
    }

    private void Record(DiskOperation operation)
    {
        lock (_gate)
        {
            _operations.Add(operation);
            _onRecorded?.Invoke();
        }
    }
}
