namespace DataflowSync.Testing.Records;

/// <summary>The unix seconds of the fields <c>added</c> and <c>last_modified</c>.</summary>
internal static class Stamps
{
    private const long Origin = 1_500_000_000;
    private const int Span = 250_000_000;

    /// <summary>A time between 2017 and 2025; rarely 0 ("never") or -1 (sent as an empty string).</summary>
    public static long Next(ref Draw draw) => draw.Below(64) switch
    {
        0 => 0,
        1 => -1,
        _ => Origin + draw.Below(Span),
    };

    public static void Write(ref RecordWriter writer, long stamp)
    {
        if (stamp < 0)
        {
            writer.NoText(asNull: false);
        }
        else
        {
            writer.QuotedNumber(stamp);
        }
    }
}
