using System.Net.Sockets;

namespace DataflowSync.Testing.Http;

/// <summary>Sends a body straight to the socket: counts it, cuts it where a fault strikes, and keeps to the speed limit.</summary>
internal sealed class SocketBodyStream(Socket socket, long cutAt, long? bytesPerSecond, TimeProvider timeProvider) : Stream
{
    private const int SlicesPerSecond = 20;

    public long Sent { get; private set; }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        bool cut = Sent + buffer.Length > cutAt;
        ReadOnlyMemory<byte> rest = cut ? buffer[..(int)(cutAt - Sent)] : buffer;
        while (!rest.IsEmpty)
        {
            ReadOnlyMemory<byte> slice = rest[..NextSlice(rest.Length)];
            await socket.SendAllAsync(slice, cancellationToken).ConfigureAwait(false);
            Sent += slice.Length;
            rest = rest[slice.Length..];
            if (bytesPerSecond is { } limit)
            {
                await Task.Delay(TimeSpan.FromSeconds(slice.Length / (double)limit), timeProvider, cancellationToken).ConfigureAwait(false);
            }
        }

        if (cut)
        {
            throw new BodyCutException();
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private int NextSlice(int length) => (int)Math.Clamp((bytesPerSecond ?? long.MaxValue) / SlicesPerSecond, 1, length);
}
