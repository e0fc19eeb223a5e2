using System.Buffers;
using System.Text;
using DataflowSync.M3u.Playlist;

namespace DataflowSync.M3u.Tests.Setup;

/// <summary>Reads a playlist as the engine does: from a stream that may break to bytes, records and items.</summary>
internal static class ListReader
{
    public const string Host = "panel.example.test";

    /// <param name="list">The playlist.</param>
    /// <param name="pieces">Sizes of the reads, over and over; none for one read.</param>
    /// <param name="isProven">Whether the transport proves that all bytes came.</param>
    /// <param name="maxRecordBytes">Limit of a record.</param>
    /// <param name="fault">What the connection ends with.</param>
    public static ReadResult Read(string list, int[]? pieces = null, bool isProven = true, int maxRecordBytes = 4 << 20, Exception? fault = null) =>
        Read(Encoding.UTF8.GetBytes(list), pieces, isProven, maxRecordBytes, fault);

    public static ReadResult Read(byte[] list, int[]? pieces = null, bool isProven = true, int maxRecordBytes = 4 << 20, Exception? fault = null)
    {
        var result = new ReadResult();
        var format = new PlaylistFormat(Host);
        var framer = format.CreateFramer(maxRecordBytes, 64);
        using var content = new PiecesStream(list, pieces ?? [], fault);
        using Stream stream = isProven ? new ProvenStream(content) : content;
        try
        {
            Frame(stream, format, framer, result);
        }
        catch (SourceException exception)
        {
            result.Error = exception.Error.Code;
        }

        Assert.Empty(framer.Warnings);
        return result;
    }

    /// <summary>The one item of a list of one entry.</summary>
    public static CatalogItem Item(string entry) => Assert.Single(Read($"#EXTM3U\n{entry}\n").Items);

    private static void Frame(Stream stream, PlaylistFormat format, IRecordFramer framer, ReadResult result)
    {
        var item = new ItemBuilder(format);
        byte[] unread = [];
        var chunk = new byte[1 << 16];
        while (true)
        {
            var (count, fault) = ReadChunk(stream, chunk);
            var buffer = Sequence.Of(unread, chunk.AsMemory(0, count).ToArray());
            FrameStatus status;
            while ((status = TryRead(framer, ref buffer, isFinal: count == 0, fault, out var frame)) == FrameStatus.Record)
            {
                item.Reset();
                if ((frame.Reject ?? format.Map(frame.Bytes, item)) is { } reject)
                {
                    result.Add(reject);
                    continue;
                }

                Assert.Equal(Ledger.KeyOf(item.ToItem().Id), item.Key);
                result.Add(item.ToItem());
            }

            if (status == FrameStatus.End)
            {
                Assert.True(buffer.IsEmpty);
                return;
            }

            Assert.True(count > 0, "a framer that wants more when there is no more would be asked for ever");
            unread = buffer.ToArray();
        }
    }

    /// <summary>As the engine does: the reason why the connection broke is kept, and the bytes only end.</summary>
    private static (int Count, SourceException? Fault) ReadChunk(Stream stream, byte[] chunk)
    {
        try
        {
            return (stream.ReadAsync(chunk).AsTask().GetAwaiter().GetResult(), null);
        }
        catch (IOException)
        {
            return (0, new SourceException(SyncErrorCode.Truncated, "the connection broke"));
        }
    }

    /// <summary>As the engine does: where the connection broke, an end is none.</summary>
    private static FrameStatus TryRead(
        IRecordFramer framer, ref ReadOnlySequence<byte> buffer, bool isFinal, SourceException? fault, out RecordFrame frame)
    {
        var status = framer.TryRead(ref buffer, isFinal && fault is null, out frame);
        if (fault is not null && status == FrameStatus.NeedMoreData)
        {
            status = framer.TryRead(ref buffer, isFinal: true, out frame);
        }

        return fault is not null && status == FrameStatus.End ? throw fault : status;
    }
}
