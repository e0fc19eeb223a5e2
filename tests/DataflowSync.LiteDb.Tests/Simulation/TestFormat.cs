namespace DataflowSync.LiteDb.Tests.Simulation;

/// <summary>A format of items with a field of every kind. Its items are made by <see cref="SimulatedFetch"/>, not from bytes.</summary>
internal sealed class TestFormat : IRecordFormat
{
    public const int Id = 0;
    public const int Name = 1;
    public const int Groups = 2;
    public const int Rating = 3;
    public const int Adult = 4;
    public const int Tags = 5;

    public static SyncStep Step(string name) => new(name, new TestFormat());

    public int ItemVersion => 1;

    public IReadOnlyList<string> Fields { get; init; } = ["id", "name", "categoryIds", "rating", "adult", "tags"];

    public int? GroupField => Fields.Count > Groups ? Groups : null;

    public IRecordFramer CreateFramer(int maxRecordBytes, int maxRecordDepth, Func<long, ulong, bool>? isKnown = null) => throw new NotSupportedException();

    public RejectReason? Map(ReadOnlySpan<byte> record, ItemBuilder item) => throw new NotSupportedException();
}
