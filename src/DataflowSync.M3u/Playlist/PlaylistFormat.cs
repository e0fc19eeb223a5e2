namespace DataflowSync.M3u.Playlist;

/// <summary>Makes items of entries. No address of a stream and no credential in it gets into an item.</summary>
/// <param name="ownHost">The playlist's own host: ids of its streams need no host. Empty for a file.</param>
internal sealed class PlaylistFormat(string ownHost) : IRecordFormat
{
    private const int Id = 0, Name = 1, Groups = 2, Logo = 3, EpgId = 4, Kind = 5, StreamId = 6, Extension = 7;

    public int ItemVersion => 1;

    public IReadOnlyList<string> Fields { get; } = ["id", "name", "groups", "logo", "epgId", "kind", "streamId", "extension"];

    public int? GroupField => Groups;

    /// <summary>No entry is longer than 256 KiB, a logo written out in it included; taking a longer one apart would cost memory many times over.</summary>
    public IRecordFramer CreateFramer(int maxRecordBytes, int maxRecordDepth, Func<long, ulong, bool>? isKnown = null) => new PlaylistFramer(Math.Min(maxRecordBytes, 256 << 10));

    public RejectReason? Map(ReadOnlySpan<byte> record, ItemBuilder item)
    {
        var entry = new PlaylistEntry(record);

        // Some lists write headers for the player behind a bar.
        if (!Uri.TryCreate(entry.Address.ToString().Split('|')[0], UriKind.Absolute, out var uri) || uri.IsFile || uri.Host.Length == 0)
        {
            return RejectReason.InvalidId;
        }

        var address = new EntryAddress(uri, entry.Name.ToString(), ownHost);
        item.Key = Ledger.KeyOf(address.Id);
        item.SetString(Id, address.Id);
        item.SetString(Name, Text(entry.Name));
        item.AddGroup(Text(entry.Group));
        var logo = Clean(entry.Attribute("tvg-logo"));
        item.SetString(Logo, address.IsExposedBy(logo) ? "" : logo);
        item.SetString(EpgId, Text(entry.Attribute("tvg-id")));
        item.SetString(Kind, address.Kind);
        item.SetString(Extension, address.Extension);
        if (address.StreamId > 0)
        {
            item.SetInt64(StreamId, address.StreamId);
        }

        return null;
    }

    /// <summary>Some lists write the address where a name should be: it would bring its credentials along.</summary>
    private static string Text(ReadOnlySpan<char> text) => text.Contains("://", StringComparison.Ordinal) ? "" : Clean(text);

    private static string Clean(ReadOnlySpan<char> text) => string.Concat(text.ToString().Where(letter => !char.IsControl(letter)));
}
