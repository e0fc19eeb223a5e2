using DataflowSync.Server.Faults;
using DataflowSync.Server.Setup;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace DataflowSync.Server.Security;

/// <summary>
/// Signs browsers in and out. Attempts are changes, which are counted and limited, and JSON from this very site: no page of another site can
/// sign a browser in.
/// </summary>
internal static class SessionEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        var session = api.MapGroup("/session").WithTags("Session");
        session.MapGet("/", Get).WithMetadata(new OpenToAll()).WithName("getSession").WithSummary("Whether a key is needed, and whether the browser has shown it");
        session.MapPost("/", SignIn).WithMetadata(new OpenToAll()).WithName("signIn").WithSummary("Gives a browser that sends the key a cookie in its place").WithProblems(404);
        session.MapDelete("/", SignOut).WithMetadata(new OpenToAll()).WithName("signOut").WithSummary("Takes the cookie from the browser");
    }

    private static SessionState Get(HttpContext context, ServerSettings settings, SessionCookie cookie) =>
        new(settings.Key is not null, settings.Key is null || cookie.IsGood(context));

    private static NoContent SignIn(SignInRequest request, HttpContext context, ServerSettings settings, SessionCookie cookie)
    {
        if (settings.Key is not { } key)
        {
            throw new RequestException(StatusCodes.Status404NotFound, "This server has no key: there is nothing to sign in to.");
        }

        if (!key.Is(request.Key.Trim()))
        {
            throw new RequestException(StatusCodes.Status401Unauthorized, "This is not the key.");
        }

        cookie.Give(context);
        return TypedResults.NoContent();
    }

    private static NoContent SignOut(HttpContext context)
    {
        SessionCookie.Take(context);
        return TypedResults.NoContent();
    }
}
