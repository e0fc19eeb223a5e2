using System.Text;
using DataflowSync.Xtream.Replies;

namespace DataflowSync.Xtream.Http;

/// <summary>
/// Decides which redirects of one request are followed: what is followed is given whatever the provider put into the address, mostly
/// the credentials. No address is ever shown.
/// </summary>
internal sealed class Redirects(XtreamOptions options, SecretFilter secrets, Uri first)
{
    private readonly HashSet<Uri> _asked = [first];

    public static bool IsRedirect(HttpResponseMessage response) => (int)response.StatusCode is 301 or 302 or 303 or 307 or 308;

    /// <param name="address">What was asked for.</param>
    /// <param name="response">The redirect that answered.</param>
    /// <returns>What to ask for instead.</returns>
    /// <exception cref="SourceException">It may not be followed.</exception>
    public Uri Follow(Uri address, HttpResponseMessage response)
    {
        var target = Target(address, response);
        var refusal = target is null ? "the provider redirects to nowhere"
            : HostName.Of(target) != HostName.Of(address) && !options.AllowRedirectsToOtherHosts
                ? "the provider redirects to another host, which would be given the credentials"
            : address.Scheme == Uri.UriSchemeHttps && target.Scheme != Uri.UriSchemeHttps && !options.AllowInsecureRedirects
                ? "the provider redirects from https to http, which would show the credentials to everyone on the way"
            : secrets.IsIn(Encoding.UTF8.GetBytes(target.AbsolutePath))
                ? "the provider redirects to an address with the credentials in its path, which the runtime's own signals would show"
            : _asked.Count > options.MaxRedirects ? FormattableString.Invariant($"the provider redirects more than {options.MaxRedirects} times")
            : !_asked.Add(target) ? "the provider redirects in a circle"
            : null;
        var status = (int)response.StatusCode;
        return refusal is null
            ? target!
            : throw new SourceException(new SyncError(SyncErrorCode.Redirect, $"{refusal} ({status}); check the URL", status));
    }

    /// <summary>Fragments are not sent, and user information would only lie about.</summary>
    private static Uri? Target(Uri address, HttpResponseMessage response) =>
        response.Headers.Location is { } location
            && Uri.TryCreate(address, location, out var target)
            && (target.Scheme == Uri.UriSchemeHttp || target.Scheme == Uri.UriSchemeHttps)
            ? new Uri(target.GetComponents(UriComponents.HttpRequestUrl, UriFormat.UriEscaped))
            : null;
}
