using DataflowSync.Xtream.Replies;

namespace DataflowSync.Xtream.Formats;

/// <summary>Live channels and radio, as <c>get_live_streams</c> lists them.</summary>
internal sealed class ChannelFormat(ReplyReader replies) : StreamFormat("stream_id", FieldNames, Rules, replies)
{
    private static readonly string[] FieldNames =
    [
        "id", "name", "categoryIds", "icon", "epgChannelId", "added", "archive", "archiveDays", "adult", "streamType",
    ];

    private static readonly FieldRule[] Rules =
    [
        new("name", "name", Setters.Text),
        new("stream_type", "streamType", Setters.Text),
        new("stream_icon", "icon", Setters.Text, isAddress: true),
        new("epg_channel_id", "epgChannelId", Setters.Text),
        new("added", "added", Setters.Seconds),
        new("is_adult", "adult", Setters.Flag),
        new("tv_archive", "archive", Setters.Flag),
        new("tv_archive_duration", "archiveDays", Setters.Count),
    ];
}
