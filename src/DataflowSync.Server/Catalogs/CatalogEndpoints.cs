using System.Text.Json.Nodes;
using DataflowSync.Hosting;
using DataflowSync.Server.Faults;
using DataflowSync.Server.Profiles;
using DataflowSync.Server.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace DataflowSync.Server.Catalogs;

/// <summary>Reads what is published. Every answer names its publication in an ETag, so that asking again for the same costs nothing.</summary>
internal static class CatalogEndpoints
{
    private const string Json = "application/json";

    private static readonly IReadOnlyList<string> Datasets = [.. SyncKinds.All.SelectMany(SyncKinds.StepsOf)];

    public static void Map(RouteGroupBuilder api)
    {
        var catalog = api.MapGroup("/profiles/{id}/catalog").WithTags("Catalog").RequireRateLimiting(RequestRates.Catalogs)
            .WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status304NotModified, typeof(void))).WithProblems(404);
        catalog.MapGet("/", (string id, CatalogRequest request) => request.AnswerAsync(id, Describe))
            .WithName("getCatalog").WithSummary("The datasets, and how many items they have").Produces<CatalogDescription>();
        catalog.MapGet("/{dataset}/categories", (string id, string dataset, CatalogRequest request) =>
                request.AnswerAsync(id, (snapshot, context) => CategoriesAsync(snapshot, dataset, context)))
            .WithName("listCategories").WithSummary("The categories of channels, movies or series, in the provider's order").Produces<CategoryList>();
        catalog.MapGet("/{dataset}/items", (string id, string dataset, string? category, string? after, int? position, int? take, CatalogRequest request) =>
            {
                var query = PageQuery.Read(category, after, position, take);
                return request.AnswerAsync(id, (snapshot, context) => PageAsync(snapshot, dataset, query, context));
            })
            .WithName("browseItems").WithSummary("A page of items in the provider's order: follow next to the end").Produces<ItemPage>();
        catalog.MapGet("/{dataset}/items/{key}", (string id, string dataset, string key, CatalogRequest request) =>
                request.AnswerAsync(id, (snapshot, context) => ItemAsync(snapshot, dataset, key, context)))
            .WithName("getItem").WithSummary("An item").Produces<JsonObject>();
    }

    private static Task<IResult> Describe(CatalogSnapshot snapshot, HttpContext context) => Task.FromResult<IResult>(TypedResults.Ok(new CatalogDescription(
        snapshot.ProfileId.Value, snapshot.Version, Datasets.ToDictionary(name => name, name => snapshot.Dataset(name).Count, StringComparer.Ordinal))));

    private static async Task<IResult> CategoriesAsync(CatalogSnapshot snapshot, string dataset, HttpContext context)
    {
        var names = SyncKinds.All.Contains(dataset) ? SyncKinds.StepsOf(dataset)[0] : throw Unknown();
        var view = new DatasetView<CatalogItem>(snapshot.Dataset(dataset), item => item, snapshot.Dataset(names));
        return TypedResults.Ok(new CategoryList(snapshot.Version, await view.GetCategoriesAsync(context.RequestAborted).ConfigureAwait(false)));
    }

    private static async Task<IResult> PageAsync(CatalogSnapshot snapshot, string dataset, PageQuery query, HttpContext context) => TypedResults.Bytes(
        await PageWriter.WriteAsync(snapshot, Known(dataset), query, context.Request.PathBase + context.Request.Path.ToUriComponent(), context.RequestAborted)
            .ConfigureAwait(false),
        Json);

    private static async Task<IResult> ItemAsync(CatalogSnapshot snapshot, string dataset, string key, HttpContext context) =>
        await snapshot.Dataset(Known(dataset)).FindAsync(key, context.RequestAborted).ConfigureAwait(false) is { } item
            ? TypedResults.Bytes(await PageWriter.WriteAsync(item).ConfigureAwait(false), Json)
            : throw new RequestException(StatusCodes.Status404NotFound, "There is no such item.");

    private static string Known(string dataset) => Datasets.Contains(dataset) ? dataset : throw Unknown();

    private static RequestException Unknown() => new(StatusCodes.Status404NotFound, "There is no such dataset.");
}
