namespace DataflowSync.LiteDb.Files;

/// <summary>A temporary file that vanishes when it is closed. Not thread-safe.</summary>
internal class ScratchStream(string path) : Stream
{
    private readonly FileStream _file = new(
        path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, bufferSize: 1 << 16, FileOptions.DeleteOnClose);

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => true;

    public override long Length => _file.Length;

    public override long Position
    {
        get => _file.Position;
        set => _file.Position = value;
    }

    public override void Flush() => _file.Flush();

    public override int Read(Span<byte> buffer) => _file.Read(buffer);

    public override int Read(byte[] buffer, int offset, int count) => _file.Read(buffer, offset, count);

    public override void Write(ReadOnlySpan<byte> buffer) => _file.Write(buffer);

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => _file.Seek(offset, origin);

    public override void SetLength(long value) => _file.SetLength(value);

    protected override void Dispose(bool disposing)
    {
        try
        {
            _file.Dispose();
        }
        catch (IOException)
        {
            // Closing writes what was buffered, and a full disk refuses it. Nobody reads it any more, and what the
            // disk refused before is on its way to the caller: it must not be hidden.
        }

        base.Dispose(disposing);
    }
}
