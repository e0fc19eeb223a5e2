namespace DataflowSync.Testing.Records;

/// <summary>The fields that carry tokens on real panels: <c>direct_source</c> and <c>thumbnail</c>.</summary>
internal static class Secrets
{
    /// <summary>Nothing for five items in six, otherwise the address of a token.</summary>
    public static void Write(ref RecordWriter writer, Draw draw)
    {
        if (!draw.OneIn(6))
        {
            writer.NoText(asNull: false);
            return;
        }

        writer.Raw("\"http:\\/\\/127.0.0.1\\/play\\/"u8);
        for (int i = 0; i < 4; i++)
        {
            writer.AddToken(draw.Bits());
        }

        writer.Quote();
    }
}
