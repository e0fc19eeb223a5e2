using DataflowSync.Server.Faults;
using DataflowSync.Server.Setup;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace DataflowSync.Server.Security;

/// <summary>Lets nobody in without the key, where there is one, but to what is open to all. What does not exist is not told either.</summary>
internal sealed class KeyCheck(RequestDelegate next, ServerSettings settings, SessionCookie cookie)
{
    public const string HeaderName = "X-Api-Key";

    private const string Bearer = "Bearer ";

    public Task InvokeAsync(HttpContext context)
    {
        if (settings.Key is not { } key
            || context.GetEndpoint()?.Metadata.GetMetadata<OpenToAll>() is not null
            || (Find(context.Request.Headers) is { } sent && key.Is(sent))
            || cookie.IsGood(context))
        {
            return next(context);
        }

        context.Response.Headers.WWWAuthenticate = Bearer.TrimEnd();
        return Problems.WriteAsync(
            context, StatusCodes.Status401Unauthorized, $"Send the API key as '{HeaderNames.Authorization}: {Bearer}KEY' or '{HeaderName}: KEY'.");
    }

    private static string? Find(IHeaderDictionary headers) => headers.Authorization.Count == 1
        && headers.Authorization[0] is { } authorization && authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            ? authorization[Bearer.Length..].Trim()
            : headers[HeaderName] is [{ } key] ? key.Trim() : null;
}
