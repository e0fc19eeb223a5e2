using System.Net;

namespace DataflowSync.Xtream.Values;

/// <summary>An address as people paste it: a base address, or the whole link of a playlist. No error repeats it, for it may hold credentials.</summary>
/// <param name="BaseUrl">Ends in a slash.</param>
/// <param name="Username">Null where the link names none.</param>
/// <param name="Password">Null where the link names none.</param>
internal sealed record PastedLink(Uri BaseUrl, string? Username, string? Password)
{
    /// <exception cref="ArgumentException">It is no address, or holds user information.</exception>
    public static PastedLink Parse(string link, string parameterName)
    {
        var text = link.Trim();
        var withScheme = text.Contains("://", StringComparison.Ordinal) ? text : $"http://{text}";
        if (!Uri.TryCreate(withScheme, UriKind.Absolute, out var url)
            || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps)
            || url.Host.Length == 0)
        {
            throw new ArgumentException("The base URL is not an http or https address.", parameterName);
        }

        // A slash in a user name or password makes the rest of them a path.
        if (url.UserInfo.Length > 0 || url.AbsolutePath.Contains('@', StringComparison.Ordinal))
        {
            throw new ArgumentException(
                "The base URL holds user information before an @; give user name and password apart from it.", parameterName);
        }

        return new PastedLink(Base(url), Find(url, "username"), Find(url, "password"));
    }

    public override string ToString() => BaseUrl.Authority;

    private static Uri Base(Uri url)
    {
        var path = url.AbsolutePath;
        if (path.EndsWith(".php", StringComparison.OrdinalIgnoreCase))
        {
            path = path[..(path.LastIndexOf('/') + 1)];
        }

        return new UriBuilder(url) { Path = path.TrimEnd('/') + "/", Query = string.Empty, Fragment = string.Empty }.Uri;
    }

    /// <summary>As panels read it: a plus is a blank, and the last one counts.</summary>
    private static string? Find(Uri url, string name) => url.Query.TrimStart('?').Split('&')
        .Select(pair => pair.Split('=', 2))
        .LastOrDefault(pair => pair.Length == 2 && pair[0].Equals(name, StringComparison.OrdinalIgnoreCase) && pair[1].Length > 0) is [_, var value]
        ? WebUtility.UrlDecode(value)
        : null;
}
