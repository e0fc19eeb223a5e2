namespace DataflowSync.LiteDb.Files;

/// <summary>
/// LiteDB's log in memory. Writing never throws: a thread of LiteDB's own writes it, and where that fails it hangs whoever
/// waits for it, or takes the process down later. What could not be written is told to who reads the log: LiteDB does so,
/// in its caller's thread, before anything of the log goes into a data file.
/// </summary>
internal sealed class LogStream(int limit) : MemoryStream
{
    private volatile Exception? _failure;

    public override long Position
    {
        get => base.Position;
        set
        {
            if (value <= limit)
            {
                base.Position = value;
            }
            else
            {
                _failure ??= TooLong();
            }
        }
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        if (_failure is not null)
        {
            return;
        }

        try
        {
            if (Position > limit - count)
            {
                throw TooLong();
            }

            base.Write(buffer, offset, count);
        }
        catch (Exception e) when (e is IOException or OutOfMemoryException)
        {
            _failure = e;
        }
    }

    /// <exception cref="IOException">Something could not be written before.</exception>
    public override int Read(byte[] buffer, int offset, int count) => _failure is { } failure
        ? throw new IOException($"A catalog file being built lost a part of its log: {failure.Message}", failure)
        : base.Read(buffer, offset, count);

    private IOException TooLong() => new($"one transaction takes more than {limit} bytes");
}
