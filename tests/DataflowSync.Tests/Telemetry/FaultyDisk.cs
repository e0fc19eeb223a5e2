using System.Diagnostics;
using DataflowSync.LiteDb.Files;
using Microsoft.Win32.SafeHandles;

namespace DataflowSync.Tests.Telemetry;

/// <summary>A disk that fails while a span of a name is current, and remembers under which spans it worked.</summary>
internal sealed class FaultyDisk : Disk
{
    private readonly Lock _lock = new();
    private readonly List<(string Work, string? Span)> _done = [];

    public string? FailsUnder { get; set; }

    /// <summary>What was written or flushed, each time it was, and the span it was under.</summary>
    public IReadOnlyList<(string Work, string? Span)> Done
    {
        get
        {
            lock (_lock)
            {
                return [.. _done];
            }
        }
    }

    public override void Write(SafeFileHandle file, ReadOnlySpan<byte> content, long offset)
    {
        Do("write");
        base.Write(file, content, offset);
    }

    public override void Flush(SafeFileHandle file)
    {
        Do("flush");
        base.Flush(file);
    }

    public override void FlushDirectory(string path)
    {
        Do("flush directory");
        base.FlushDirectory(path);
    }

    private void Do(string work)
    {
        var span = Activity.Current?.OperationName;
        lock (_lock)
        {
            _done.Add((work, span));
        }

        if (span is not null && span == FailsUnder)
        {
            throw new IOException("disk full");
        }
    }
}
