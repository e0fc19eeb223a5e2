namespace DataflowSync.Xtream;

/// <summary>An account at a provider. Immutable. Nothing but its properties ever shows the credentials.</summary>
public sealed class XtreamAccount
{
    /// <summary>Makes an account.</summary>
    /// <param name="baseUrl">
    /// The provider's address: <c>http</c> or <c>https</c>, with or without a path. Addresses as people paste them are understood:
    /// no scheme (<c>http</c> is meant), blanks around it, a file name ending in <c>.php</c> and a query, which are dropped.
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

        BaseUrl = Normalize(baseUrl.Trim());
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

    /// <summary>The provider's host and port, and nothing of the account.</summary>
    public override string ToString() => $"account at {BaseUrl.Authority}";

    private static Uri Normalize(string baseUrl)
    {
        var withScheme = baseUrl.Contains("://", StringComparison.Ordinal) ? baseUrl : $"http://{baseUrl}";
        if (!Uri.TryCreate(withScheme, UriKind.Absolute, out var url)
            || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps)
            || url.Host.Length == 0
            || url.UserInfo.Length > 0)
        {
            // The text is not repeated: pasted addresses hold credentials.
            throw new ArgumentException("The base URL is not an http or https address without user information.", nameof(baseUrl));
        }

        var path = url.AbsolutePath;
        if (path.EndsWith(".php", StringComparison.OrdinalIgnoreCase))
        {
            path = path[..(path.LastIndexOf('/') + 1)];
        }

        return new UriBuilder(url) { Path = path.TrimEnd('/') + "/", Query = string.Empty, Fragment = string.Empty }.Uri;
    }
}
