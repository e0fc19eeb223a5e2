using System.Globalization;

namespace DataflowSync.Testing.Records;

/// <summary>An element of the three category lists.</summary>
internal sealed class CategoryFormat(long seed, Dataset dataset) : RecordFormat
{
    public override void WriteRow(ref RecordWriter writer, in Row row)
    {
        writer.EscapeUnicode = (row.Item.Id & 1) == 0;
        writer.Raw("{\"category_id\":"u8);
        writer.QuotedNumber(row.Item.Id);
        writer.Raw(",\"category_name\":\""u8);
        WriteName(ref writer, row.Item);
        writer.Raw("\",\"parent_id\":"u8);
        writer.Number(0);
        writer.Raw("}"u8);
    }

    public override void WriteDocument(DocumentWriter writer, Item item)
    {
        StringSink sink = writer.Sink;
        writer.Text("id", item.Id.ToString(CultureInfo.InvariantCulture));
        WriteName(ref sink, item);
        writer.Text("name", sink.Take());
        writer.Text("parentId", "0");
    }

    private void WriteName<TSink>(ref TSink sink, Item item)
        where TSink : ITextSink, allows ref struct
    {
        Draw draw = Draw.For(seed, dataset.Salt, item.Id, 0);
        if (draw.OneIn(12))
        {
            sink.Add(Words.Bar);
            sink.Add(draw.Pick(Words.Countries));
            sink.Add(Words.BarEnd);
        }
        else
        {
            sink.Add(draw.Pick(Words.Countries));
            sink.Add(Words.Pipe);
            sink.Add(draw.Pick(Words.Themes));
        }

        if (item.Revision > 0)
        {
            sink.Add(Words.Star);
            sink.AddNumber(item.Revision);
        }
    }
}
