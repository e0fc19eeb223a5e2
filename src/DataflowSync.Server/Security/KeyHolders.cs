using DataflowSync.Server.Setup;
using Microsoft.AspNetCore.Http;

namespace DataflowSync.Server.Security;

/// <summary>Who has the key: in a header, or as the cookie of a browser that has shown it. Everyone, where there is none. Thread-safe.</summary>
internal sealed class KeyHolders(ServerSettings settings, SessionCookie cookie)
{
    public const string HeaderName = "X-Api-Key";

    public const string Scheme = "Bearer";

    private const string Prefix = Scheme + " ";

    public bool Include(HttpContext context) =>
        settings.Key is not { } key || (Find(context.Request.Headers) is { } sent && key.Is(sent)) || cookie.IsGood(context);

    private static string? Find(IHeaderDictionary headers) => headers.Authorization.Count == 1
        && headers.Authorization[0] is { } authorization && authorization.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
            ? authorization[Prefix.Length..].Trim()
            : headers[HeaderName] is [{ } key] ? key.Trim() : null;
}
