using System.Globalization;

namespace DataflowSync.M3u.Playlist;

/// <summary>Makes items of entries. No address of a stream and no credential in it gets into an item.</summary>
/// <param name="ownHost">The playlist's own host: ids of its streams need no host. Empty for a file.</param>
internal sealed class PlaylistFormat(string ownHost) : IRecordFormat
{
    private const int Id = 0, Name = 1, Groups = 2, Logo = 3, EpgId = 4, Number = 5;
    private const int Kind = 6, StreamId = 7, Extension = 8, Duration = 9, Catchup = 10, CatchupDays = 11;

    public int ItemVersion => 1;

    public IReadOnlyList<string> Fields { get; } =
        ["id", "name", "groups", "logo", "epgId", "number", "kind", "streamId", "extension", "duration", "catchup", "catchupDays"];

    public int? GroupField => Groups;

    /// <summary>No entry is longer than 256 KiB, a logo written out in it included; taking a longer one apart would cost memory many times over.</summary>
    public IRecordFramer CreateFramer(int maxRecordBytes, int maxRecordDepth, Func<long, ulong, bool>? isKnown = null) => new PlaylistFramer(Math.Min(maxRecordBytes, 256 << 10));

    public RejectReason? Map(ReadOnlySpan<byte> record, ItemBuilder item)
    {
        var entry = new PlaylistEntry(record);
        if (EntryAddress.Parse(entry, ownHost) is not { } address)
        {
            return entry.Address.IsEmpty ? RejectReason.MissingId : RejectReason.InvalidId;
        }

        item.Key = Ledger.KeyOf(address.Id);
        item.SetString(Id, address.Id);
        item.SetString(Name, Text(entry.Name));
        item.AddGroup(Text(entry.Group));
        var logo = Clean(entry.Attribute("tvg-logo"));
        item.SetString(Logo, address.IsExposedBy(logo) ? "" : logo);
        item.SetString(EpgId, Text(entry.Attribute("tvg-id")));
        item.SetString(Number, Text(entry.Attribute("tvg-chno")));
        item.SetString(Kind, address.Kind);
        SetNumber(item, StreamId, address.StreamId);
        item.SetString(Extension, address.Extension);
        SetNumber(item, Duration, entry.Duration);
        item.SetString(Catchup, Text(entry.Attribute("catchup")));
        SetNumber(item, CatchupDays, entry.Attribute("catchup-days"));
        return null;
    }

    private static void SetNumber(ItemBuilder item, int field, ReadOnlySpan<char> digits)
    {
        if (long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0)
        {
            item.SetInt64(field, number);
        }
    }

    /// <summary>Some lists write the address where a name should be: it would bring its credentials along.</summary>
    private static string Text(ReadOnlySpan<char> text) => text.Contains("://", StringComparison.Ordinal) ? "" : Clean(text);

    private static string Clean(ReadOnlySpan<char> text) => string.Concat(text.ToString().Where(letter => !char.IsControl(letter)));
}
