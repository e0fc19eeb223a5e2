using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace DataflowSync.Server.Faults;

/// <summary>Says in the interface's description which problems an endpoint, or a group of them, answers with.</summary>
internal static class ProblemMetadata
{
    public static T WithProblems<T>(this T endpoints, params int[] statuses)
        where T : IEndpointConventionBuilder =>
        endpoints.WithMetadata([.. statuses.Select(status => new ProducesResponseTypeMetadata(status, typeof(ProblemDetails), ["application/problem+json"]))]);
}
