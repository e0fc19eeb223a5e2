namespace DataflowSync.Testing.Records;

/// <summary>An element of <c>get_live_streams</c>.</summary>
internal sealed class ChannelFormat(long seed, CategoryAssignment assignment) : RecordFormat
{
    public override ItemCategories CategoriesOf(Item item) => assignment.Of(item);

    public override void WriteRow(ref RecordWriter writer, in Row row)
    {
        ChannelValues channel = new(seed, row.Item);
        writer.EscapeUnicode = channel.EscapeUnicode;

        writer.Raw("{\"num\":"u8);
        writer.Number(row.Num);
        writer.Raw(",\"name\":\""u8);
        channel.Name(ref writer);
        writer.Raw("\",\"stream_type\":\""u8);
        writer.Add(channel.StreamType);
        writer.Raw("\",\"stream_id\":"u8);
        writer.Number(row.Item.Id);
        writer.Raw(",\"stream_icon\":\""u8);
        if (channel.HasIcon)
        {
            channel.Icon(ref writer);
        }

        writer.Raw("\",\"epg_channel_id\":"u8);
        if (channel.HasEpg)
        {
            writer.Quote();
            channel.EpgChannelId(ref writer);
            writer.Quote();
        }
        else
        {
            writer.NoText(channel.HasNoTextAsNull);
        }

        writer.Raw(",\"added\":"u8);
        Stamps.Write(ref writer, channel.Added);
        writer.Raw(",\"custom_sid\":"u8);
        writer.NoText(channel.HasNoTextAsNull);
        writer.Raw(",\"tv_archive\":"u8);
        if (channel.Archive < 0)
        {
            writer.Raw("null"u8);
        }
        else
        {
            writer.Number(channel.Archive);
        }

        Draw secret = channel.Secret;
        writer.Raw(",\"direct_source\":"u8);
        Secrets.Write(ref writer, secret.Branch());
        writer.Raw(",\"tv_archive_duration\":"u8);
        writer.Number(channel.ArchiveDays);
        writer.Raw(","u8);
        row.WriteCategories(ref writer);
        writer.Raw(",\"thumbnail\":"u8);
        Secrets.Write(ref writer, secret.Branch());
        AdultFlag.Write(ref writer, channel.Adult);
        writer.Raw("}"u8);
    }

    public override void WriteDocument(DocumentWriter writer, Item item)
    {
        ChannelValues channel = new(seed, item);
        StringSink sink = writer.Sink;

        writer.Number("id", item.Id);
        channel.Name(ref sink);
        writer.Text("name", sink.Take());
        writer.Categories(CategoriesOf(item));
        if (channel.HasIcon)
        {
            channel.Icon(ref sink);
            writer.Text("icon", sink.Take());
        }

        if (channel.HasEpg)
        {
            channel.EpgChannelId(ref sink);
            writer.Text("epgChannelId", sink.Take());
        }

        writer.PositiveNumber("added", channel.Added);
        // A flag that is sent as null says no, as an empty one does.
        writer.Flag("archive", channel.Archive == 1);
        writer.Number("archiveDays", channel.ArchiveDays);
        AdultFlag.Write(writer, channel.Adult);
        writer.Text("streamType", channel.StreamType.Text);
    }
}
