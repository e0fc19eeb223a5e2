using System.Globalization;
using System.Reflection;
using DataflowSync.Server.Profiles;
using Microsoft.AspNetCore.Http;

namespace DataflowSync.Server.Catalogs;

/// <summary>A request that reads a snapshot: opens it, tells its publication, and answers with nothing where the client has it already.</summary>
internal sealed class CatalogRequest(HttpContext context, SharedSnapshots snapshots, ProfileStore profiles)
{
    /// <summary>Made by the framework for each request that asks for one.</summary>
    public static ValueTask<CatalogRequest?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        return ValueTask.FromResult<CatalogRequest?>(new CatalogRequest(
            context,
            (SharedSnapshots)context.RequestServices.GetService(typeof(SharedSnapshots))!,
            (ProfileStore)context.RequestServices.GetService(typeof(ProfileStore))!));
    }

    public async Task<IResult> AnswerAsync(string id, Func<CatalogSnapshot, HttpContext, Task<IResult>> answer)
    {
        var profile = ProfileEndpoints.ReadId(id);
        var use = await snapshots.OpenAsync(profile, context.RequestAborted).ConfigureAwait(false);
        await using (use.ConfigureAwait(false))
        {
            // A profile that is removed and made anew counts its publications anew.
            var tag = string.Create(CultureInfo.InvariantCulture, $"\"{profiles.Find(profile)?.Stamp ?? "0"}-{use.Snapshot.Version}\"");
            if (Has(tag))
            {
                SetTag(tag);
                return TypedResults.StatusCode(StatusCodes.Status304NotModified);
            }

            var result = await answer(use.Snapshot, context).ConfigureAwait(false);
            SetTag(tag);
            return result;
        }
    }

    private bool Has(string tag) => context.Request.Headers.IfNoneMatch.ToString() is { Length: > 0 } known
        && known.Split(',', StringSplitOptions.TrimEntries).Any(one => one == tag || one == "*" || one == $"W/{tag}");

    private void SetTag(string tag)
    {
        context.Response.Headers.ETag = tag;
        context.Response.Headers.CacheControl = "private, no-cache";
    }
}
