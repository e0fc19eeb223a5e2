namespace DataflowSync.Testing.Records;

/// <summary>How texts are composed from words and draws: titles, people, plots, dates, addresses of pictures.</summary>
internal static class Texts
{
    public static void Title<TSink>(ref TSink sink, Draw draw)
        where TSink : ITextSink, allows ref struct
    {
        switch (draw.Below(8))
        {
            case 0 or 1:
                sink.Add(Words.The);
                sink.Add(draw.Pick(Words.Adjectives));
                sink.Add(Words.Space);
                sink.Add(draw.Pick(Words.Nouns));
                break;
            case 2 or 3:
                sink.Add(draw.Pick(Words.Nouns));
                sink.Add(Words.Of);
                sink.Add(draw.Pick(Words.Places));
                break;
            case 4:
                sink.Add(draw.Pick(Words.ForeignTitles));
                break;
            case 5:
                sink.Add(draw.Pick(Words.Adjectives));
                sink.Add(Words.Space);
                sink.Add(draw.Pick(Words.Nouns));
                sink.Add(Words.Colon);
                sink.Add(draw.Pick(Words.ForeignTitles));
                break;
            default:
                sink.Add(draw.Pick(Words.Adjectives));
                sink.Add(Words.Space);
                sink.Add(draw.Pick(Words.Nouns));
                sink.Add(Words.Space);
                sink.AddNumber(2 + draw.Below(8));
                break;
        }
    }

    /// <summary>A title with its year behind it, when there is one.</summary>
    public static void Name<TSink>(ref TSink sink, Draw title, int year)
        where TSink : ITextSink, allows ref struct
    {
        Title(ref sink, title);
        if (year != 0)
        {
            sink.Add(Words.Open);
            sink.AddNumber(year);
            sink.Add(Words.Close);
        }
    }

    public static void Plot<TSink>(ref TSink sink, Draw draw, int sentences)
        where TSink : ITextSink, allows ref struct
    {
        for (int i = 0; i < sentences; i++)
        {
            sink.Add(draw.Pick(Words.PlotSubjects));
            sink.Add(draw.Pick(Words.PlotVerbs));
            sink.Add(draw.Pick(Words.PlotEndings));
        }
    }

    public static void People<TSink>(ref TSink sink, Draw draw, int count)
        where TSink : ITextSink, allows ref struct
    {
        for (int i = 0; i < count; i++)
        {
            if (i > 0)
            {
                sink.Add(Words.Comma);
            }

            sink.Add(draw.Pick(Words.FirstNames));
            sink.Add(Words.Space);
            sink.Add(draw.Pick(Words.LastNames));
        }
    }

    public static void Genres<TSink>(ref TSink sink, Draw draw, int count)
        where TSink : ITextSink, allows ref struct
    {
        for (int i = 0; i < count; i++)
        {
            if (i > 0)
            {
                sink.Add(Words.Comma);
            }

            sink.Add(draw.Pick(Words.Genres));
        }
    }

    /// <summary>A day of a year, 0 to 335, as <c>YYYY-MM-DD</c>; months have 28 days here.</summary>
    public static void Date<TSink>(ref TSink sink, int year, int day)
        where TSink : ITextSink, allows ref struct
    {
        int month = 1 + (day / 28);
        int dayOfMonth = 1 + (day % 28);
        sink.AddNumber(year);
        sink.Add(month < 10 ? Words.DashZero : Words.Dash);
        sink.AddNumber(month);
        sink.Add(dayOfMonth < 10 ? Words.DashZero : Words.Dash);
        sink.AddNumber(dayOfMonth);
    }

    /// <summary>The address of a picture; a revised one is always another address.</summary>
    public static void Picture<TSink>(ref TSink sink, Fragment host, Draw draw, int revision, Fragment extension)
        where TSink : ITextSink, allows ref struct
    {
        sink.Add(host);
        sink.AddToken(draw.Bits());
        sink.AddToken(draw.Bits());
        if (revision > 0)
        {
            sink.Add(Words.RevisionMark);
            sink.AddNumber(revision);
        }

        sink.Add(extension);
    }

    /// <summary>The field <c>backdrop_path</c>: an array of addresses.</summary>
    public static void WriteBackdrops(ref RecordWriter writer, Draw draw, int count, int revision)
    {
        writer.Raw("["u8);
        for (int i = 0; i < count; i++)
        {
            writer.Raw(i > 0 ? ",\""u8 : "\""u8);
            Picture(ref writer, Words.BackdropHost, draw.Branch(), revision, Words.Jpg);
            writer.Quote();
        }

        writer.Raw("]"u8);
    }
}
