using DataflowSync.Xtream.Http;
using DataflowSync.Xtream.Values;

namespace DataflowSync.Xtream;

/// <summary>An account at a provider. Immutable. Nothing but its properties ever shows the credentials.</summary>
public sealed class XtreamAccount
{
    /// <summary>Makes an account.</summary>
    /// <param name="baseUrl">
    /// The provider's address: <c>http</c> or <c>https</c>, with or without a path. Addresses as people paste them are understood:
    /// no scheme (<c>http</c> is meant), blanks around it, a file name ending in <c>.php</c> and a query, which are dropped. For a whole
    /// link see <see cref="FromLink"/>.
    /// </param>
    /// <param name="username">The user name; any text.</param>
    /// <param name="password">The password; any text.</param>
    /// <param name="userAgent">The User-Agent to send for this account; null for the one of the options.</param>
    /// <exception cref="ArgumentException">The address is none, a value is empty, or the User-Agent holds control characters.</exception>
    public XtreamAccount(string baseUrl, string username, string password, string? userAgent = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(baseUrl);
        ArgumentException.ThrowIfNullOrEmpty(username);
        ArgumentException.ThrowIfNullOrEmpty(password);
        if (userAgent is not null && (string.IsNullOrWhiteSpace(userAgent) || userAgent.Any(char.IsControl)))
        {
            throw new ArgumentException("A User-Agent is not empty and holds no control characters.", nameof(userAgent));
        }

        BaseUrl = PastedLink.Parse(baseUrl, nameof(baseUrl)).BaseUrl;
        Username = username;
        Password = password;
        UserAgent = userAgent;
    }

    /// <summary>The provider's address, ending in a slash, without query and user information.</summary>
    public Uri BaseUrl { get; }

    /// <summary>The user name.</summary>
    public string Username { get; }

    /// <summary>The password.</summary>
    public string Password { get; }

    /// <summary>The User-Agent for this account; null for the one of the options.</summary>
    public string? UserAgent { get; }

    /// <summary>
    /// Makes an account from a link as providers hand them out:
    /// <c>http://host:8080/get.php?username=U&amp;password=P&amp;type=m3u_plus</c>, or with <c>player_api.php</c> or another <c>.php</c>.
    /// </summary>
    /// <param name="link">The link; its credentials are decoded as panels do.</param>
    /// <param name="username">The user name, which goes before the link's; null for the link's.</param>
    /// <param name="password">The password, which goes before the link's; null for the link's.</param>
    /// <param name="userAgent">The User-Agent to send for this account; null for the one of the options.</param>
    /// <exception cref="ArgumentException">As for the constructor, or the link names no user name or no password and none is given.</exception>
    public static XtreamAccount FromLink(string link, string? username = null, string? password = null, string? userAgent = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(link);
        var pasted = PastedLink.Parse(link, nameof(link));
        return new XtreamAccount(
            pasted.BaseUrl.AbsoluteUri,
            username ?? pasted.Username ?? throw new ArgumentException("The link names no user name, and none is given.", nameof(username)),
            password ?? pasted.Password ?? throw new ArgumentException("The link names no password, and none is given.", nameof(password)),
            userAgent);
    }

    /// <summary>The provider's address in a link or an address as people paste it, without credentials, query and file name.</summary>
    /// <param name="link">The link or address; see the constructor and <see cref="FromLink"/>.</param>
    /// <returns>The address, ending in a slash.</returns>
    /// <exception cref="ArgumentException">It is no address, or holds user information.</exception>
    public static Uri ReadAddress(string link)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(link);
        return PastedLink.Parse(link, nameof(link)).BaseUrl;
    }

    /// <summary>The host of an address in the one spelling that is the same for all of a provider's addresses; see <see cref="XtreamProviders"/>.</summary>
    /// <param name="address">The address.</param>
    /// <returns>Lower case, without port, final dot and brackets.</returns>
    public static string HostOf(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return HostName.Of(address);
    }

    /// <summary>The provider's host and port, and nothing of the account.</summary>
    public override string ToString() => $"account at {BaseUrl.Authority}";
}
