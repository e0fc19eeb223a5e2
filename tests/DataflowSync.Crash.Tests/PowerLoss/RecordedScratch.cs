using DataflowSync.LiteDb.Files;

namespace DataflowSync.Crash.Tests.PowerLoss;

/// <summary>A scratch file whose writes and end are recorded.</summary>
internal sealed class RecordedScratch(string path, RecordedDisk disk) : ScratchStream(path)
{
    private readonly string _path = path;
    private bool _isDisposed;

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        var offset = Position;
        base.Write(buffer);
        disk.NoteWrite(_path, offset, buffer);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (!_isDisposed)
        {
            _isDisposed = true;
            disk.NoteGone(_path);
        }
    }
}
