using System.Buffers;

namespace DataflowSync.Tests.Engine;

/// <summary>A list without brackets: each line is the id of an item, and the list ends where its bytes do.</summary>
internal sealed class LineFormat : IRecordFormat
{
    public int ItemVersion => 1;

    public IReadOnlyList<string> Fields { get; } = ["id"];

    public int? GroupField => null;

    public IRecordFramer CreateFramer(int maxRecordBytes, int maxRecordDepth, Func<long, ulong, bool>? isKnown = null) => new Framer();

    public RejectReason? Map(ReadOnlySpan<byte> record, ItemBuilder item)
    {
        item.SetString(0, record);
        item.Key = Ledger.KeyOf(record);
        return null;
    }

    private sealed class Framer : IRecordFramer
    {
        public IReadOnlyList<string> Warnings => [];

        public FrameStatus TryRead(ref ReadOnlySequence<byte> buffer, bool isFinal, out RecordFrame frame)
        {
            var reader = new SequenceReader<byte>(buffer);
            if (!reader.TryReadTo(out ReadOnlySpan<byte> line, (byte)'\n'))
            {
                frame = default;
                return isFinal ? FrameStatus.End : FrameStatus.NeedMoreData;
            }

            buffer = buffer.Slice(reader.Position);
            frame = new RecordFrame(line);
            return FrameStatus.Record;
        }
    }
}
