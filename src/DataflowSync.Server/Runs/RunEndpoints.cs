using DataflowSync.Server.Faults;
using DataflowSync.Server.Profiles;
using DataflowSync.Server.Reports;
using DataflowSync.Server.Traces;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace DataflowSync.Server.Runs;

/// <summary>Starts and cancels syncs, takes consent, and tells of past runs.</summary>
internal static class RunEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        var runs = api.MapGroup("/profiles/{id}").WithTags("Runs").WithProblems(404);
        runs.MapPost("/sync", StartAsync).WithName("startSync").WithSummary("Starts a sync; it goes on when this is answered").WithProblems(409);
        runs.MapPost("/cancel", Cancel).WithName("cancelSync")
            .WithSummary("Cancels the sync that goes on: what a step has published stays").Produces(202).WithProblems(409);
        runs.MapPost("/accept-shrink", AcceptAsync).WithName("acceptShrink")
            .WithSummary("Starts a sync of steps that were held back, which publishes them if they come as they were shown").WithProblems(409);
        runs.MapGet("/runs", ListAsync).WithName("listRuns").WithSummary("The last runs, the newest first, at most 50");
        runs.MapGet("/runs/{runId}/trace", GetTrace).WithName("getTrace").WithSummary("The spans of a run of this server, while they are kept");
    }

    private static async Task<Accepted<StartedRun>> StartAsync(string id, RunStarter starter, ProfileStore profiles, RunRequest? request = null)
    {
        var profile = ProfileEndpoints.ReadId(id);
        profiles.Get(profile);
        return await BeginAsync(profile, starter, new RunOptions
        {
            Steps = request?.Steps,
            Categories = request?.Categories?.ToDictionary(entry => entry.Key, IReadOnlyCollection<string> (entry) => entry.Value, StringComparer.Ordinal),
            Full = request?.Full ?? false,
        }).ConfigureAwait(false);
    }

    private static Accepted Cancel(string id, ProfileStore profiles, ICatalogSync sync)
    {
        var profile = ProfileEndpoints.ReadId(id);
        profiles.Get(profile);
        return sync.TryCancel(profile)
            ? TypedResults.Accepted($"/api/profiles/{profile}/runs")
            : throw new RequestException(StatusCodes.Status409Conflict, "No sync of this profile goes on in this server.");
    }

    private static async Task<Accepted<StartedRun>> AcceptAsync(
        string id, ShrinkConsent consent, RunStarter starter, ProfileStore profiles, ICatalogSync sync, CancellationToken cancellationToken)
    {
        var profile = ProfileEndpoints.ReadId(id);
        profiles.Get(profile);
        var status = await sync.GetStatusAsync(profile, cancellationToken).ConfigureAwait(false);
        if (consent.Guards.Count == 0)
        {
            throw new RequestException(StatusCodes.Status400BadRequest, "guards: name at least one step and its guard.");
        }

        var isShown = consent.Guards.All(shown => status.Guards.TryGetValue(shown.Key, out var held) && HeldFetch.From(held).Guard == shown.Value);
        return isShown
            ? await BeginAsync(profile, starter, new RunOptions { Steps = [.. consent.Guards.Keys], AcceptShrink = [.. consent.Guards.Keys] }).ConfigureAwait(false)
            : throw new RequestException(StatusCodes.Status409Conflict, "What is held back now is not what was shown: look at the profile again.");
    }

    private static async Task<IReadOnlyList<RunReport>> ListAsync(
        string id, ProfileStore profiles, ICatalogSync sync, CancellationToken cancellationToken)
    {
        var profile = ProfileEndpoints.ReadId(id);
        try
        {
            var status = await sync.GetStatusAsync(profile, cancellationToken).ConfigureAwait(false);
            return [.. status.Reports.Select(report => RunReport.From(report, published: null))];
        }
        catch (UnknownProfileException) when (profiles.Find(profile) is not null)
        {
            return [];
        }
    }

    private static RunTrace GetTrace(string id, string runId, RunTraces traces) =>
        traces.Find(ProfileEndpoints.ReadId(id), runId)
            ?? throw new RequestException(StatusCodes.Status404NotFound, "No trace of such a run is kept: those of the last runs are, until the server stops.");

    private static async Task<Accepted<StartedRun>> BeginAsync(ProfileId profile, RunStarter starter, RunOptions options)
    {
        try
        {
            var run = await starter.StartAsync(profile, options).ConfigureAwait(false);
            return TypedResults.Accepted($"/api/profiles/{profile}/progress", new StartedRun(profile.Value, run));
        }
        catch (ArgumentException)
        {
            throw new RequestException(StatusCodes.Status400BadRequest, "steps, categories: one of them names a step there is not, or one that has no categories.");
        }
    }
}
