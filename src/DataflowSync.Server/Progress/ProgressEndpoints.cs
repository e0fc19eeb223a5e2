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
        Stream<ProgressEvent>(api.MapGet("/progress", WatchAll))
            .WithName("watchAll").WithSummary("Progress of all syncs, from now until the client goes");
        Stream<ProgressEvent>(api.MapGet("/profiles/{id}/progress", WatchOne))
            .WithName("watchProfile").WithSummary("Progress of a profile's syncs, from now until the client goes").WithProblems(404);
        Stream<LiveRun>(api.MapGet("/live", WatchLive))
            .WithName("watchLive").WithSummary("All syncs with their steps, the fill of their graphs' blocks and their rates, from now until the client goes");
    }

    private static RouteHandlerBuilder Stream<T>(RouteHandlerBuilder endpoint)
    {
        endpoint.DisableRequestTimeout();
        return endpoint.WithTags("Progress").Produces<T>(StatusCodes.Status200OK, "text/event-stream").RequireRateLimiting(RequestRates.Streams);
    }

    private static ServerSentEventsResult<string> WatchAll(ProgressStream stream, CancellationToken cancellationToken) =>
        TypedResults.ServerSentEvents(stream.WatchAsync(profileId: null, stream.Progress, cancellationToken));

    private static ServerSentEventsResult<string> WatchLive(ProgressStream stream, CancellationToken cancellationToken) =>
        TypedResults.ServerSentEvents(stream.WatchAsync(profileId: null, stream.Live, cancellationToken));

    private static ServerSentEventsResult<string> WatchOne(string id, ProgressStream stream, ProfileStore profiles, CancellationToken cancellationToken)
    {
        var profile = ProfileEndpoints.ReadId(id);
        profiles.Get(profile);
        return TypedResults.ServerSentEvents(stream.WatchAsync(profile, stream.Progress, cancellationToken));
    }
}
