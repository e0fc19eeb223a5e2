using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace DataflowSync.M3u.Playlist;

/// <summary>The address of an entry, taken apart into what is stable and what is secret.</summary>
internal sealed class EntryAddress
{
    private static readonly string[] StreamParameters = ["id", "stream", "stream_id", "channel", "channel_id", "ch", "cid", "vid"];

    private readonly HashSet<string> _secrets;

    /// <param name="uri">The address.</param>
    /// <param name="name">The entry's name.</param>
    /// <param name="ownHost">The playlist's own host: ids of its streams need no host.</param>
    public EntryAddress(Uri uri, string name, string ownHost)
    {
        var path = uri.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var file = path.LastOrDefault("").Split('.', 2);
        var extension = file is [_, { Length: < 6 } last] && last.All(char.IsAsciiLetterOrDigit) ? last : "";
        var kind = path is [.., "live" or "movie" or "series", _, _, _] ? path[^4] : path.Length == 3 && extension is ("" or "ts") ? "live" : "";
        var isAccount = long.TryParse(file[0], NumberStyles.None, CultureInfo.InvariantCulture, out var stream) && stream > 0 && kind.Length > 0;
        (Kind, StreamId, Extension) = isAccount ? (kind, stream, extension) : ("", 0, "");
        var parameters = uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).ToLookup(NamesStream);
        var secrets = uri.UserInfo.Split(':').Concat(isAccount ? path[^3..^1] : []).Concat(parameters[false].Select(one => one[(one.IndexOf('=') + 1)..]));
        _secrets = [.. secrets.Where(secret => secret.Length > 0).Select(Uri.UnescapeDataString)];

        // A query that names no stream could make one item of all entries: then the name has to tell them apart.
        var rest = parameters[true].Any() ? string.Join('&', parameters[true]) : parameters[false].Any() ? name : "";
        Id = isAccount ? $"{kind}-{stream}{(uri.Host == ownHost ? "" : $"-{Hash(uri.Host, bytes: 4)}")}"
            : $"url-{Hash($"{uri.Authority}{uri.AbsolutePath}?{rest}", bytes: 16)}";
    }

    public string Id { get; }

    /// <summary>Live, movie or series; empty where the address is not that of an account.</summary>
    public string Kind { get; }

    /// <summary>Zero where the address is not that of an account.</summary>
    public long StreamId { get; }

    public string Extension { get; }

    /// <summary>Whether another address, as that of a logo, holds a credential: one of its own, or one of this address among its parts.</summary>
    public bool IsExposedBy(string other) => (Uri.TryCreate(other, UriKind.Absolute, out var uri) && uri.UserInfo.Length > 0)
        || other.Split(['/', '?', '&', '=', ':', '@', '#']).Any(part => _secrets.Contains(Uri.UnescapeDataString(part)));

    private static bool NamesStream(string parameter) => StreamParameters.Contains(parameter.Split('=')[0], StringComparer.OrdinalIgnoreCase);

    private static string Hash(string text, int bytes) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, bytes));
}
