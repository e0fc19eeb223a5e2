using DataflowSync.Server.Security;
using Microsoft.AspNetCore.Http;

namespace DataflowSync.Server.Faults;

/// <summary>Writes errors as problem+json, whatever the client says it accepts. They hold no value of the request, no path and no secret.</summary>
internal static class Problems
{
    public static Task WriteAsync(HttpContext context, int status, string? detail = null)
    {
        ProtectiveHeaders.Set(context.Response);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Problem(statusCode: status, detail: detail).ExecuteAsync(context);
    }
}
