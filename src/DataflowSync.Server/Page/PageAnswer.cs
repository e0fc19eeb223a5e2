using System.Text;
using Microsoft.AspNetCore.Http;

namespace DataflowSync.Server.Page;

/// <summary>A whole page, with what browsers have to be told so that nothing in it can do harm.</summary>
internal sealed class PageAnswer(Html page, int status = StatusCodes.Status200OK) : IResult
{
    /// <summary>Nothing but our own files, and no inline script or style: what slipped through the encoding would still not run.</summary>
    private const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers.CacheControl = "no-store";
        await response.WriteAsync(page.ToString(), Encoding.UTF8, httpContext.RequestAborted).ConfigureAwait(false);
    }
}
