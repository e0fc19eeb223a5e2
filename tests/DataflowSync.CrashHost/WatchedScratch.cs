using DataflowSync.LiteDb.Files;

namespace DataflowSync.CrashHost;

/// <summary>A scratch file whose writes and end are announced.</summary>
internal sealed class WatchedScratch(string path, string name, Moments moments) : ScratchStream(path)
{
    private bool _isDisposed;

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        moments.Reach($"before write {name}");
        var half = buffer.Length / 2;
        base.Write(buffer[..half]);
        moments.Reach($"amid write {name}");
        base.Write(buffer[half..]);
        moments.Reach($"after write {name}");
    }

    public override int Read(Span<byte> buffer)
    {
        moments.Reach($"before read {name}");
        return base.Read(buffer);
    }

    protected override void Dispose(bool disposing)
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        try
        {
            moments.Reach($"before close {name}");
        }
        finally
        {
            base.Dispose(disposing);
        }

        moments.Reach($"after close {name}");
    }
}
