namespace DataflowSync.Tests.Engine;

/// <summary>Things, and how often one was mapped.</summary>
internal sealed class CountingFormat : IRecordFormat
{
    private readonly ThingFormat _things = new();

    public int Mapped { get; private set; }

    public int ItemVersion => _things.ItemVersion;

    public IReadOnlyList<string> Fields => _things.Fields;

    public int? GroupField => _things.GroupField;

    public IRecordFramer CreateFramer(int maxRecordBytes, int maxRecordDepth, Func<long, ulong, bool>? isKnown = null) => _things.CreateFramer(maxRecordBytes, maxRecordDepth);

    public RejectReason? Map(ReadOnlySpan<byte> record, ItemBuilder item)
    {
        Mapped++;
        return _things.Map(record, item);
    }
}
