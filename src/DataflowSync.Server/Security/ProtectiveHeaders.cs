using Microsoft.AspNetCore.Http;

namespace DataflowSync.Server.Security;

/// <summary>What every answer tells browsers.</summary>
internal static class ProtectiveHeaders
{
    public static void Set(HttpResponse response)
    {
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
    }
}
