using DataflowSync.Server.Catalogs;
using DataflowSync.Server.Faults;
using DataflowSync.Server.Progress;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace DataflowSync.Server.Profiles;

/// <summary>Adds, changes, lists and removes profiles.</summary>
internal static class ProfileEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        var profiles = api.MapGroup("/profiles").WithTags("Profiles");
        profiles.MapGet("/", ListAsync).WithName("listProfiles").WithSummary("All profiles, by name");
        profiles.MapPost("/", AddAsync).WithName("addProfile").WithSummary("Adds a profile").WithProblems(409);
        profiles.MapGet("/{id}", GetAsync).WithName("getProfile").WithSummary("A profile, and how it stands").WithProblems(404);
        profiles.MapPut("/{id}", ReplaceAsync).WithName("replaceProfile")
            .WithSummary("Changes a profile: all but the credentials, which stay where they are left out and the server is the same").WithProblems(404);
        profiles.MapDelete("/{id}", RemoveAsync).WithName("removeProfile")
            .WithSummary("Removes a profile and its credentials; with forget=true its catalog and history as well").WithProblems(404, 409);
    }

    /// <summary>The name of a profile in an address: what can be none is unknown.</summary>
    public static ProfileId ReadId(string id)
    {
        try
        {
            return new ProfileId(id);
        }
        catch (ArgumentException)
        {
            throw new RequestException(StatusCodes.Status404NotFound, "There is no such profile.");
        }
    }

    /// <exception cref="UnknownProfileException">There is none.</exception>
    public static StoredProfile Get(this ProfileStore store, ProfileId id) => store.Find(id) ?? throw new UnknownProfileException(id);

    private static async Task<IReadOnlyList<ProfileDescription>> ListAsync(ProfileStore store, ProfileDescriber describer, CancellationToken cancellationToken)
    {
        var descriptions = new List<ProfileDescription>();
        foreach (var profile in store.All)
        {
            descriptions.Add(await describer.DescribeAsync(profile, cancellationToken).ConfigureAwait(false));
        }

        return descriptions;
    }

    private static async Task<ProfileDescription> GetAsync(string id, ProfileStore store, ProfileDescriber describer, CancellationToken cancellationToken) =>
        await describer.DescribeAsync(store.Get(ReadId(id)), cancellationToken).ConfigureAwait(false);

    private static async Task<Created<ProfileDescription>> AddAsync(
        ProfileRequest request, ProfileChanges changes, ProfileDescriber describer, CancellationToken cancellationToken)
    {
        var profile = changes.Add(request);
        return TypedResults.Created($"/api/profiles/{profile.Id}", await describer.DescribeAsync(profile, cancellationToken).ConfigureAwait(false));
    }

    private static async Task<ProfileDescription> ReplaceAsync(
        string id, ProfileRequest request, ProfileChanges changes, ProfileDescriber describer, CancellationToken cancellationToken) =>
        await describer.DescribeAsync(changes.Replace(ReadId(id), request), cancellationToken).ConfigureAwait(false);

    private static async Task<NoContent> RemoveAsync(
        string id,
        ProfileStore store,
        ProfileChanges changes,
        ProfileDescriber describer,
        ICatalogStore catalogs,
        SharedSnapshots snapshots,
        ProgressBoard board,
        CancellationToken cancellationToken,
        bool forget = false)
    {
        var profile = ReadId(id);
        if ((await describer.DescribeAsync(store.Get(profile), cancellationToken).ConfigureAwait(false)).IsSyncing)
        {
            throw new ProfileBusyException(profile);
        }

        if (forget)
        {
            await catalogs.DeleteProfileAsync(profile, cancellationToken).ConfigureAwait(false);
            snapshots.Expire(profile);
        }

        changes.Remove(profile);
        board.Forget(profile);
        return TypedResults.NoContent();
    }
}
