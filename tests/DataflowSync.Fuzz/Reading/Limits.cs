namespace DataflowSync.Fuzz.Reading;

/// <summary>What the reader is told of records.</summary>
/// <param name="RecordBytes">Larger ones are rejects.</param>
/// <param name="RecordDepth">Deeper ones are rejects.</param>
internal readonly record struct Limits(int RecordBytes, int RecordDepth)
{
    /// <summary>Those of the engine, unless it is told otherwise.</summary>
    public static readonly Limits Usual = new(4 << 20, 64);
}
