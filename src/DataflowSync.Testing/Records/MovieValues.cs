namespace DataflowSync.Testing.Records;

/// <summary>The values of one movie at one revision.</summary>
internal readonly struct MovieValues
{
    public MovieValues(long seed, Item item)
    {
        Draw draw = Draw.For(seed, Dataset.Movies.Salt, item.Id, 0);
        Item = item;
        EscapeUnicode = draw.OneIn(3);
        HasNoTextAsNull = draw.OneIn(2);
        TitleDraw = draw.Branch();
        Year = draw.OneIn(24) ? 0 : 1950 + draw.Below(76);
        HasPoster = !draw.OneIn(16) || item.Revision > 0;
        Added = Stamps.Next(ref draw);
        CastDraw = draw.Branch();
        CastCount = draw.OneIn(5) ? 0 : 1 + draw.Below(4);
        DirectorDraw = draw.Branch();
        HasDirector = !draw.OneIn(5);
        GenreDraw = draw.Branch();
        GenreCount = draw.Below(4);
        ReleaseDay = Year == 0 ? -1 : draw.Below(336);
        TrailerBits = draw.OneIn(3) ? 0 : draw.Bits() | 1;
        Minutes = draw.OneIn(6) ? 0 : 60 + draw.Below(120);
        MinutesAsNumber = draw.OneIn(4);
        Container = draw.Pick(Words.Containers);
        HasContainer = !draw.OneIn(48);
        Tmdb = draw.OneIn(6) ? 0 : 100 + draw.Below(1_200_000);
        TmdbAsText = draw.OneIn(2);
        Adult = AdultFlag.Next(ref draw);
        Secret = draw.Branch();

        Draw changing = Draw.For(seed, Dataset.Movies.Salt + 32, item.Id, item.Revision);
        PosterDraw = changing.Branch();
        BackdropDraw = changing.Branch();
        BackdropCount = changing.OneIn(6) ? 1 : 0;
        PlotDraw = changing.Branch();
        PlotSentences = changing.OneIn(6) ? 0 : 1 + changing.Below(2);
        RatingTenths = changing.Below(24) switch { 0 => -1, 1 => 0, 2 => 100, _ => 20 + changing.Below(80) };
    }

    public Item Item { get; }

    public bool EscapeUnicode { get; }

    public bool HasNoTextAsNull { get; }

    /// <summary>0 for none.</summary>
    public int Year { get; }

    public bool HasPoster { get; }

    public long Added { get; }

    public int CastCount { get; }

    public bool HasDirector { get; }

    public int GenreCount { get; }

    /// <summary>-1 for none.</summary>
    public int ReleaseDay { get; }

    /// <summary>0 for none.</summary>
    public ulong TrailerBits { get; }

    /// <summary>0 for unknown.</summary>
    public int Minutes { get; }

    public bool MinutesAsNumber { get; }

    public Fragment Container { get; }

    public bool HasContainer { get; }

    /// <summary>0 for none, as panels send it.</summary>
    public int Tmdb { get; }

    public bool TmdbAsText { get; }

    public int Adult { get; }

    public Draw Secret { get; }

    public Draw BackdropDraw { get; }

    public int BackdropCount { get; }

    public int PlotSentences { get; }

    /// <summary>0 to 100, or -1 for none.</summary>
    public int RatingTenths { get; }

    private Draw TitleDraw { get; }

    private Draw CastDraw { get; }

    private Draw DirectorDraw { get; }

    private Draw GenreDraw { get; }

    private Draw PosterDraw { get; }

    private Draw PlotDraw { get; }

    public void Name<TSink>(ref TSink sink)
        where TSink : ITextSink, allows ref struct => Texts.Name(ref sink, TitleDraw, Year);

    public void Title<TSink>(ref TSink sink)
        where TSink : ITextSink, allows ref struct => Texts.Title(ref sink, TitleDraw);

    public void Poster<TSink>(ref TSink sink)
        where TSink : ITextSink, allows ref struct => Texts.Picture(ref sink, Words.PosterHost, PosterDraw, Item.Revision, Words.Jpg);

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
