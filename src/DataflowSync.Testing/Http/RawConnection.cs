using System.IO.Pipelines;

namespace DataflowSync.Testing.Http;

/// <summary>
/// A connection's transport with a switch that lets nothing more out of the server. Real panels' bodies end when the connection
/// closes, and faults cut them at exact bytes; the server can do neither, so responses are written to the socket, and what the server
/// would add is dropped.
/// </summary>
internal sealed class RawConnection(IDuplexPipe transport) : IDuplexPipe
{
    private readonly SealableWriter _output = new(transport.Output);

    public PipeReader Input => transport.Input;

    public PipeWriter Output => _output;

    public void Seal() => _output.IsSealed = true;

    private sealed class SealableWriter(PipeWriter inner) : PipeWriter
    {
        private volatile bool _isSealed;
        private byte[] _dropped = [];

        public bool IsSealed
        {
            get => _isSealed;
            set => _isSealed = value;
        }

        public override bool CanGetUnflushedBytes => inner.CanGetUnflushedBytes;

        public override long UnflushedBytes => IsSealed ? 0 : inner.UnflushedBytes;

        public override void Advance(int bytes)
        {
            if (!IsSealed)
            {
                inner.Advance(bytes);
            }
        }

        public override Memory<byte> GetMemory(int sizeHint = 0)
        {
            if (!IsSealed)
            {
                return inner.GetMemory(sizeHint);
            }

            if (_dropped.Length < Math.Max(sizeHint, 4096))
            {
                _dropped = new byte[Math.Max(sizeHint, 4096)];
            }

            return _dropped;
        }

        public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) =>
            IsSealed ? default : inner.FlushAsync(cancellationToken);

        public override void CancelPendingFlush() => inner.CancelPendingFlush();

        public override void Complete(Exception? exception = null) => inner.Complete(exception);
    }
}
