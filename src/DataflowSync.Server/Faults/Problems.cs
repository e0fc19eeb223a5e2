using DataflowSync.Server.Page;
using DataflowSync.Server.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace DataflowSync.Server.Faults;

/// <summary>Writes errors as problem+json, whatever the client says it accepts; in place of a page, as a page. They hold no value of the request, no path and no secret.</summary>
internal static class Problems
{
    public static Task WriteAsync(HttpContext context, int status, string? detail = null)
    {
        ProtectiveHeaders.Set(context.Response);
        context.Response.Headers.CacheControl = "no-store";
        if (context.GetEndpoint()?.Metadata.GetMetadata<ShownAsPage>() is not null)
        {
            return MessagePages.Fault(context.RequestServices.GetRequiredService<PageFrame>(), status, detail).ExecuteAsync(context);
        }

        return TypedResults.Problem(statusCode: status, detail: detail).ExecuteAsync(context);
    }
}
