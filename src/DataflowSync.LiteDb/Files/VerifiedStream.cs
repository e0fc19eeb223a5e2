namespace DataflowSync.LiteDb.Files;

/// <summary>A part of a published file as a read-only stream, for code that wants one. Not thread-safe; the file is not closed with it.</summary>
internal sealed class VerifiedStream(VerifiedFile file, long start, long length) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position { get; set; }

    public override int Read(Span<byte> buffer)
    {
        var count = (int)Math.Clamp(length - Position, 0, buffer.Length);
        file.ReadAt(start + Position, buffer[..count]);
        Position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        _ => length + offset,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException("A published file does not change.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("A published file does not change.");
}
