using DataflowSync.Hosting;
using DataflowSync.Server.Faults;
using DataflowSync.Server.Profiles;
using DataflowSync.Server.Progress;
using DataflowSync.Server.Security;
using DataflowSync.Server.Traces;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace DataflowSync.Server.Page;

/// <summary>The pages for a person, and the files they use. They read; what they change goes through the interface.</summary>
internal static class PageEndpoints
{
    private const string Forever = "public, max-age=31536000, immutable";

    public static void Map(WebApplication app)
    {
        var pages = app.MapGroup(string.Empty).ExcludeFromDescription();
        pages.MapGet("/", ShowAllAsync).WithMetadata(new ShownAsPage());
        pages.MapGet("/profiles/{id}", ShowProfileAsync).WithMetadata(new ShownAsPage());
        pages.MapGet("/profiles/{id}/runs/{runId}", ShowRunAsync).WithMetadata(new ShownAsPage());
        pages.MapGet(PageAssets.Folder + "{name}", GetAsset).WithMetadata(new OpenToAll());
    }

    private static async Task<IResult> ShowAllAsync(
        HttpRequest request, Overview overview, ProgressBoard board, ISyncScheduler scheduler, PageFrame frame, TimeProvider timeProvider, CancellationToken cancellationToken) =>
        frame.Answer("Profiles", OverviewPage.Render(
            await overview.ReadAsync(cancellationToken).ConfigureAwait(false),
            [.. board.Last(profileId: null).Where(IsRunning).OrderBy(run => run.ProfileId.Value, StringComparer.Ordinal).Select(LiveRun.From)],
            OverviewQuery.From(request.Query),
            id => scheduler.GetSchedule(id).Select(row => (DateTimeOffset?)row.NextDue).Min(),
            timeProvider.GetUtcNow()));

    private static async Task<IResult> ShowProfileAsync(
        string id,
        ProfileStore profiles,
        ProfileDescriber describer,
        ProgressBoard board,
        ISyncScheduler scheduler,
        PageFrame frame,
        TimeProvider timeProvider,
        CancellationToken cancellationToken)
    {
        var profile = profiles.Get(ProfileEndpoints.ReadId(id));
        var status = await describer.ReadAsync(profile.Id, cancellationToken).ConfigureAwait(false);
        var run = board.Last(profile.Id).FirstOrDefault(IsRunning);
        return frame.Answer(profile.Id, ProfilePage.Render(
            profile, status, scheduler.GetSchedule(profile.Id), run is null ? null : LiveRun.From(run), timeProvider.GetUtcNow()));
    }

    private static async Task<IResult> ShowRunAsync(
        string id, string runId, ProfileStore profiles, ProfileDescriber describer, RunTraces traces, PageFrame frame, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        var profile = profiles.Get(ProfileEndpoints.ReadId(id));
        var status = await describer.ReadAsync(profile.Id, cancellationToken).ConfigureAwait(false);
        var report = status.Reports.FirstOrDefault(report => report.RunId == runId)
            ?? throw new RequestException(StatusCodes.Status404NotFound, $"No such run of this profile is kept: the last {ProfileStatus.MaxReports} are.");
        return frame.Answer($"Run of {profile.Id}", RunPage.Render(report, traces.Find(profile.Id, runId), timeProvider.GetUtcNow()));
    }

    private static FileContentHttpResult GetAsset(string name, HttpResponse response)
    {
        if (PageAssets.Find(PageAssets.Folder + name) is not { } asset)
        {
            throw new RequestException(StatusCodes.Status404NotFound, "There is no such file.");
        }

        response.Headers.CacheControl = Forever;
        return TypedResults.Bytes(asset.Content, asset.ContentType);
    }

    private static bool IsRunning(SyncProgress progress) => progress.Status is null;
}
