namespace DataflowSync.Testing.Records;

/// <summary>The values of one series at one revision.</summary>
internal readonly struct SeriesValues
{
    private const int SecondsADay = 86_400;

    public SeriesValues(long seed, Item item)
    {
        Draw draw = Draw.For(seed, Dataset.Series.Salt, item.Id, 0);
        Item = item;
        EscapeUnicode = draw.OneIn(2);
        HasNoTextAsNull = draw.OneIn(2);
        TitleDraw = draw.Branch();
        Year = draw.OneIn(24) ? 0 : 1960 + draw.Below(66);
        HasCover = !draw.OneIn(16) || item.Revision > 0;
        CastDraw = draw.Branch();
        CastCount = draw.OneIn(6) ? 0 : 2 + draw.Below(4);
        DirectorDraw = draw.Branch();
        HasDirector = draw.OneIn(2);
        GenreDraw = draw.Branch();
        GenreCount = draw.Below(4);
        ReleaseDay = Year == 0 ? -1 : draw.Below(336);
        TrailerBits = draw.OneIn(2) ? 0 : draw.Bits() | 1;
        Minutes = draw.OneIn(4) ? 0 : 20 + draw.Below(50);
        Tmdb = draw.OneIn(6) ? 0 : 100 + draw.Below(250_000);
        TmdbAsText = draw.OneIn(2);
        Seasons = 1 + draw.Below(4);
        EpisodesASeason = 3 + draw.Below(10);
        long modified = Stamps.Next(ref draw);
        LastModified = modified > 0 ? modified + ((long)item.Revision * SecondsADay) : modified;

        Draw changing = Draw.For(seed, Dataset.Series.Salt + 32, item.Id, item.Revision);
        CoverDraw = changing.Branch();
        BackdropDraw = changing.Branch();
        BackdropCount = changing.Below(4) - 1;
        PlotDraw = changing.Branch();
        PlotSentences = changing.OneIn(10) ? 0 : 1 + changing.Below(4);
        Rating = changing.Below(24) switch { 0 => -1, 1 => 0, _ => 1 + changing.Below(10) };
    }

    public Item Item { get; }

    public bool EscapeUnicode { get; }

    public bool HasNoTextAsNull { get; }

    /// <summary>0 for none.</summary>
    public int Year { get; }

    public bool HasCover { get; }

    public int CastCount { get; }

    public bool HasDirector { get; }

    public int GenreCount { get; }

    /// <summary>-1 for none.</summary>
    public int ReleaseDay { get; }

    /// <summary>0 for none.</summary>
    public ulong TrailerBits { get; }

    /// <summary>0 for unknown.</summary>
    public int Minutes { get; }

    /// <summary>0 for none, as panels send it.</summary>
    public int Tmdb { get; }

    public bool TmdbAsText { get; }

    public int Seasons { get; }

    public int EpisodesASeason { get; }

    public long LastModified { get; }

    public Draw BackdropDraw { get; }

    /// <summary>-1 for null.</summary>
    public int BackdropCount { get; }

    public int PlotSentences { get; }

    /// <summary>0 to 10, or -1 for none.</summary>
    public int Rating { get; }

    private Draw TitleDraw { get; }

    private Draw CastDraw { get; }

    private Draw DirectorDraw { get; }

    private Draw GenreDraw { get; }

    private Draw CoverDraw { get; }

    private Draw PlotDraw { get; }

    public void Name<TSink>(ref TSink sink)
        where TSink : ITextSink, allows ref struct => Texts.Name(ref sink, TitleDraw, Year);

    public void Title<TSink>(ref TSink sink)
        where TSink : ITextSink, allows ref struct => Texts.Title(ref sink, TitleDraw);

    public void Cover<TSink>(ref TSink sink)
        where TSink : ITextSink, allows ref struct => Texts.Picture(ref sink, Words.PosterHost, CoverDraw, Item.Revision, Words.Jpg);

    public void Plot<TSink>(ref TSink sink)
        where TSink : ITextSink, allows ref struct => Texts.Plot(ref sink, PlotDraw, PlotSentences);

    public void Cast<TSink>(ref TSink sink)
        where TSink : ITextSink, allows ref struct => Texts.People(ref sink, CastDraw, CastCount);

    public void Director<TSink>(ref TSink sink)
        where TSink : ITextSink, allows ref struct => Texts.People(ref sink, DirectorDraw, 1);

    public void Genre<TSink>(ref TSink sink)
        where TSink : ITextSink, allows ref struct => Texts.Genres(ref sink, GenreDraw, GenreCount);

    public void ReleaseDate<TSink>(ref TSink sink)
        where TSink : ITextSink, allows ref struct => Texts.Date(ref sink, Year, ReleaseDay);
}
