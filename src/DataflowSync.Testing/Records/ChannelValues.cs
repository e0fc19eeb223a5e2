namespace DataflowSync.Testing.Records;

/// <summary>The values of one channel at one revision.</summary>
internal readonly struct ChannelValues
{
    public ChannelValues(long seed, Item item)
    {
        Draw draw = Draw.For(seed, Dataset.Channels.Salt, item.Id, 0);
        Item = item;
        EscapeUnicode = draw.OneIn(2);
        Country = draw.Pick(Words.Countries);
        Brand = draw.Pick(Words.Brands);
        BrandNumber = draw.Below(3) == 0 ? 0 : 1 + draw.Below(12);
        StreamType = draw.Pick(Words.StreamTypes);
        HasEpg = !draw.OneIn(3);
        Added = Stamps.Next(ref draw);
        Archive = draw.Below(16) switch { 0 => -1, < 6 => 1, _ => 0 };
        ArchiveDays = Archive == 1 ? 1 + draw.Below(14) : 0;
        Adult = AdultFlag.Next(ref draw);
        HasNoTextAsNull = draw.OneIn(2);
        HasIcon = !draw.OneIn(8) || item.Revision > 0;
        Secret = draw.Branch();

        Draw changing = Draw.For(seed, Dataset.Channels.Salt + 32, item.Id, item.Revision);
        Quality = changing.Pick(Words.Qualities);
        IconDraw = changing.Branch();
    }

    public Item Item { get; }

    public bool EscapeUnicode { get; }

    public Fragment Country { get; }

    public Fragment Brand { get; }

    /// <summary>0 for none.</summary>
    public int BrandNumber { get; }

    public Fragment Quality { get; }

    public Fragment StreamType { get; }

    public bool HasEpg { get; }

    public bool HasIcon { get; }

    public bool HasNoTextAsNull { get; }

    public long Added { get; }

    /// <summary>0, 1, or -1 for null.</summary>
    public int Archive { get; }

    public int ArchiveDays { get; }

    public int Adult { get; }

    public Draw Secret { get; }

    private Draw IconDraw { get; }

    public void Name<TSink>(ref TSink sink)
        where TSink : ITextSink, allows ref struct
    {
        sink.Add(Country);
        sink.Add(Words.Colon);
        sink.Add(Brand);
        if (BrandNumber > 0)
        {
            sink.Add(Words.Space);
            sink.AddNumber(BrandNumber);
        }

        sink.Add(Quality);
    }

    public void EpgChannelId<TSink>(ref TSink sink)
        where TSink : ITextSink, allows ref struct
    {
        sink.Add(Brand);
        sink.AddNumber(BrandNumber);
        sink.Add(Words.Dot);
        sink.Add(Country);
    }

    public void Icon<TSink>(ref TSink sink)
        where TSink : ITextSink, allows ref struct => Texts.Picture(ref sink, Words.LogoHost, IconDraw, Item.Revision, Words.Png);
}
