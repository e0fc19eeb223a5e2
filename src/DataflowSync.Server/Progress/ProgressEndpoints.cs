using System.Net.ServerSentEvents;
using DataflowSync.Server.Faults;
using DataflowSync.Server.Profiles;
using DataflowSync.Server.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace DataflowSync.Server.Progress;

/// <summary>Streams the progress of syncs as server-sent events.</summary>
internal static class ProgressEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        Stream(api.MapGet("/progress", (ProgressStream stream, CancellationToken cancellationToken) => Watch(stream, profileId: null, cancellationToken)))
            .WithName("watchAll").WithSummary("Progress of all syncs, from now until the client goes");
        Stream(api.MapGet("/profiles/{id}/progress", WatchOne))
            .WithName("watchProfile").WithSummary("Progress of a profile's syncs, from now until the client goes").WithProblems(404);
    }

    private static RouteHandlerBuilder Stream(RouteHandlerBuilder endpoint)
    {
        endpoint.DisableRequestTimeout();
        return endpoint.WithTags("Progress").Produces<ProgressEvent>(StatusCodes.Status200OK, "text/event-stream").RequireRateLimiting(RequestRates.Streams);
    }

    private static ServerSentEventsResult<string> WatchOne(string id, ProgressStream stream, ProfileStore profiles, CancellationToken cancellationToken)
    {
        var profile = ProfileEndpoints.ReadId(id);
        profiles.Get(profile);
        return Watch(stream, profile, cancellationToken);
    }

    private static ServerSentEventsResult<string> Watch(ProgressStream stream, ProfileId? profileId, CancellationToken cancellationToken) =>
        TypedResults.ServerSentEvents(stream.WatchAsync(profileId, cancellationToken));
}
