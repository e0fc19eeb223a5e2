using DataflowSync.Server.Faults;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace DataflowSync.Server.Security;

/// <summary>Lets nobody in without the key, where there is one, but to what is open to all. What does not exist is not told either.</summary>
internal sealed class KeyCheck(RequestDelegate next, KeyHolders holders)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<OpenToAll>() is not null || holders.Include(context))
        {
            return next(context);
        }

        context.Response.Headers.WWWAuthenticate = KeyHolders.Scheme;
        return Problems.WriteAsync(
            context,
            StatusCodes.Status401Unauthorized,
            $"Send the API key as '{HeaderNames.Authorization}: {KeyHolders.Scheme} KEY' or '{KeyHolders.HeaderName}: KEY'.");
    }
}
