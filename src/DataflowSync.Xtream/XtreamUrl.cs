namespace DataflowSync.Xtream;

/// <summary>
/// Where something is played: an address with user name and password in it. Printing this object shows neither; only
/// <see cref="Address"/> does. Immutable.
/// </summary>
public sealed class XtreamUrl
{
    private readonly string _shown;

    internal XtreamUrl(XtreamAccount account, string kind, string rest)
    {
        var credentials = $"{Uri.EscapeDataString(account.Username)}/{Uri.EscapeDataString(account.Password)}";

        // As it is: a user name of two dots must not become a step up.
        Address = new Uri(
            $"{account.BaseUrl.AbsoluteUri}{kind}/{EscapeDots(credentials)}/{rest}",
            new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        _shown = $"{account.BaseUrl.Authority}/{kind}/***/***/{rest}";
    }

    /// <summary>The address as a player needs it, credentials included: not for logs, files or messages.</summary>
    public Uri Address { get; }

    /// <summary>Host, kind and id, and nothing of the account.</summary>
    public override string ToString() => _shown;

    private static string EscapeDots(string credentials) => string.Join('/', credentials.Split('/').Select(
        part => part is "." or ".." ? part.Replace(".", "%2E", StringComparison.Ordinal) : part));
}
