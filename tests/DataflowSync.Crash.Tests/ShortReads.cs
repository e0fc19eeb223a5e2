using DataflowSync.LiteDb.Files;
using Microsoft.Win32.SafeHandles;

namespace DataflowSync.Crash.Tests;

/// <summary>A disk that never gives more than half of what is asked for at once.</summary>
internal sealed class ShortReads : Disk
{
    private int _shortened;

    public int Shortened => Volatile.Read(ref _shortened);

    public override int Read(SafeFileHandle file, Span<byte> content, long offset)
    {
        if (content.Length < 2)
        {
            return base.Read(file, content, offset);
        }

        Interlocked.Increment(ref _shortened);
        return base.Read(file, content[..(content.Length / 2)], offset);
    }
}
