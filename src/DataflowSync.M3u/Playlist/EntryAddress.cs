using System.Security.Cryptography;
using System.Text;

namespace DataflowSync.M3u.Playlist;

/// <summary>The address of an entry, taken apart into what is stable and what is secret.</summary>
internal sealed class EntryAddress
{
    private static readonly string[] StreamParameters = ["id", "stream", "stream_id", "channel", "channel_id", "ch", "cid", "vid"];

    private readonly HashSet<string> _secrets;

    private EntryAddress(Uri uri, string name, string ownHost)
    {
        Uri = uri;
        var path = uri.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var file = path.LastOrDefault("").Split('.', 2);
        var extension = file is [_, { Length: < 6 } last] && last.All(char.IsAsciiLetterOrDigit) ? last : "";
        var kind = path is [.., "live" or "movie" or "series", _, _, _] ? path[^4] : path.Length == 3 && extension is ("" or "ts") ? "live" : "";
        var isAccount = kind.Length > 0 && file[0].Length > 0 && file[0].All(char.IsAsciiDigit);
        (Kind, StreamId, Extension) = isAccount ? (kind, file[0], extension) : ("", "", "");
        var parameters = uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).ToLookup(NamesStream);
        var secrets = uri.UserInfo.Split(':').Concat(isAccount ? path[^3..^1] : []).Concat(parameters[false].Select(one => one[(one.IndexOf('=') + 1)..]));
        _secrets = [.. secrets.Where(secret => secret.Length > 0).Select(Uri.UnescapeDataString)];

        // A query that names no stream could make one item of all entries: then the name has to tell them apart.
        var rest = parameters[true].Any() ? string.Join('&', parameters[true]) : parameters[false].Any() ? name : "";
        Id = isAccount ? $"{kind}-{file[0]}{(uri.Host == ownHost ? "" : $"-{Hash(uri.Host, bytes: 4)}")}"
            : $"url-{Hash($"{uri.Authority}{uri.AbsolutePath}?{rest}", bytes: 16)}";
    }

    /// <summary>Holds the credentials: for playing, never for storing.</summary>
    public Uri Uri { get; }

    public string Id { get; }

    /// <summary>Live, movie or series; empty where the address does not tell.</summary>
    public string Kind { get; }

    /// <summary>Digits; empty where the address does not tell.</summary>
    public string StreamId { get; }

    public string Extension { get; }

    /// <returns>Null where the entry has no address of a stream.</returns>
    public static EntryAddress? Parse(in PlaylistEntry entry, string ownHost)
    {
        // Some lists write headers for the player behind a bar.
        var text = entry.Address[..(entry.Address.IndexOf('|') is var bar and >= 0 ? bar : entry.Address.Length)];
        return Uri.TryCreate(text.ToString(), UriKind.Absolute, out var uri) && !uri.IsFile && uri.Host.Length > 0
            ? new EntryAddress(uri, entry.Name.ToString(), ownHost) : null;
    }

    /// <summary>Whether another address, as that of a logo, holds a credential: one of its own, or one of this address among its parts.</summary>
    public bool IsExposedBy(string other) => (Uri.TryCreate(other, UriKind.Absolute, out var uri) && uri.UserInfo.Length > 0)
        || other.Split(['/', '?', '&', '=', ':', '@', '#']).Any(part => _secrets.Contains(Uri.UnescapeDataString(part)));

    private static bool NamesStream(string parameter) => StreamParameters.Contains(parameter.Split('=')[0], StringComparer.OrdinalIgnoreCase);

    private static string Hash(string text, int bytes) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, bytes));
}
