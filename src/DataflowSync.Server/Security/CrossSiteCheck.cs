using DataflowSync.Server.Faults;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace DataflowSync.Server.Security;

/// <summary>
/// Keeps web pages of other sites, in a browser that reaches this server, from starting, changing or using up anything. Browsers say where
/// a request comes from, and ask before they send JSON elsewhere, which nothing here allows. Whoever is no browser sends none of it.
/// </summary>
internal sealed class CrossSiteCheck(RequestDelegate next)
{
    private const string FetchSite = "Sec-Fetch-Site";
    private const string SameOrigin = "same-origin";
    private const string FetchMode = "Sec-Fetch-Mode";

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        var isSafe = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        if (IsFromElsewhere(request) && !(isSafe && IsLinkToPage(request)))
        {
            return Problems.WriteAsync(context, StatusCodes.Status403Forbidden, "The request comes from a page of another site.");
        }

        var needsJson = HttpMethods.IsPost(request.Method) || HttpMethods.IsPut(request.Method);
        return needsJson && !IsJson(request.ContentType)
            ? Problems.WriteAsync(context, StatusCodes.Status415UnsupportedMediaType, "Send the header 'Content-Type: application/json', even without a body.")
            : next(context);
    }

    /// <summary>Another port of the same host is another site's page as well.</summary>
    private static bool IsFromElsewhere(HttpRequest request)
    {
        var site = request.Headers[FetchSite].ToString();
        var origin = request.Headers.Origin.ToString();
        return site is not ("" or SameOrigin or "none") || (origin.Length > 0 && !IsOurs(request, origin, site));
    }

    /// <summary>Behind a proxy that speaks https the page is https and this server is not; only the browser knows that they belong together.</summary>
    private static bool IsOurs(HttpRequest request, string origin, string site) =>
        origin.Equals($"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase)
        || (site == SameOrigin && origin.Equals($"https://{request.Host}", StringComparison.OrdinalIgnoreCase));

    /// <summary>A person may follow a link to a page of ours; it may not be taken to the interface.</summary>
    private static bool IsLinkToPage(HttpRequest request) =>
        request.Headers[FetchMode].ToString() == "navigate" && !request.Path.StartsWithSegments("/api", StringComparison.Ordinal);

    private static bool IsJson(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type) && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase);
}
