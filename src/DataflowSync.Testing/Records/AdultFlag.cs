namespace DataflowSync.Testing.Records;

/// <summary>The field <c>is_adult</c>, which some panels add to their lists.</summary>
internal static class AdultFlag
{
    /// <summary>0, rarely 1, or -1 for a record without the field.</summary>
    public static int Next(ref Draw draw) => draw.Below(32) switch
    {
        0 or 1 => 1,
        < 6 => -1,
        _ => 0,
    };

    public static void Write(ref RecordWriter writer, int flag)
    {
        if (flag >= 0)
        {
            writer.Raw(",\"is_adult\":"u8);
            writer.Number(flag);
        }
    }

    public static void Write(DocumentWriter document, int flag)
    {
        if (flag >= 0)
        {
            document.Flag("adult", flag == 1);
        }
    }
}
