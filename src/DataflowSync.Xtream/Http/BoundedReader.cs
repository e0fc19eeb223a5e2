using System.Buffers;

namespace DataflowSync.Xtream.Http;

/// <summary>Reads a small document whole, up to a limit.</summary>
internal static class BoundedReader
{
    private const int ReadBytes = 16 << 10;

    /// <exception cref="SourceException">The document is larger than the limit.</exception>
    public static async Task<byte[]> ReadAsync(Stream stream, int maxBytes, CancellationToken cancellationToken)
    {
        var document = new ArrayBufferWriter<byte>(ReadBytes);
        while (true)
        {
            var count = await stream.ReadAsync(document.GetMemory(ReadBytes), cancellationToken).ConfigureAwait(false);
            if (count == 0)
            {
                return document.WrittenSpan.ToArray();
            }

            document.Advance(count);
            if (document.WrittenCount > maxBytes)
            {
                throw new SourceException(SyncErrorCode.LimitExceeded, $"the provider's answer is larger than {maxBytes} bytes");
            }
        }
    }
}
