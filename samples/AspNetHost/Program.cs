using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using DataflowSync;
using DataflowSync.Hosting;
using DataflowSync.Xtream;

// A web application that keeps catalogs fresh, shows them, and tells how syncs go. Configure it in appsettings.json or the environment.
var builder = WebApplication.CreateBuilder(args);

#region embed
builder.Services.AddDataflowSync(builder.Configuration.GetSection(DataflowSyncOptions.SectionName))
    .AddXtream()
    .UseLiteDb();
builder.Services.AddHealthChecks().AddDataflowSync(maxAge: TimeSpan.FromHours(24));
#endregion

var app = builder.Build();
app.MapHealthChecks("/health");

app.MapGet("/profiles/{id}", async (string id, ICatalogSync sync, ISyncScheduler scheduler, CancellationToken cancellationToken) =>
{
    var status = await sync.GetStatusAsync(id, cancellationToken);
    return new { status.IsRunning, status.LastSuccess, status.Guards, Schedule = scheduler.GetSchedule(id) };
});

// Not with the token of the request: who goes away does not stop what others wait for. It ends with the host.
app.MapPost("/profiles/{id}/sync", async (string id, ICatalogSync sync) =>
{
    var report = await sync.RunAsync(id);
    return new { Status = $"{report.Status}", report.Errors };
});

app.MapGet("/profiles/{id}/progress", (string id, ICatalogSync sync, CancellationToken cancellationToken) =>
    TypedResults.ServerSentEvents(Events(sync.WatchAsync(id, cancellationToken), cancellationToken)));

app.MapGet("/profiles/{id}/movies", async (
    string id, string? category, string? after, ICatalogStore store, XtreamProfiles profiles, CancellationToken cancellationToken) =>
{
    var urls = await profiles.GetUrlsAsync(id, cancellationToken);
    await using var snapshot = await store.OpenAsync(id, cancellationToken);
    var page = new BrowseQuery { Category = category, After = after, Take = 50 };
    return await snapshot.Movies().BrowseAsync(page, cancellationToken)
        .Select(movie => new { movie.Id, movie.Name, movie.Year, Play = urls.ForMovie(id, movie).Address })
        .ToListAsync(cancellationToken);
});

await app.RunAsync();

static async IAsyncEnumerable<SseItem<string>> Events(
    IAsyncEnumerable<SyncProgress> moments, [EnumeratorCancellation] CancellationToken cancellationToken)
{
    // Watches before it says so: who has the first event misses none of those that follow.
    await using var watch = moments.GetAsyncEnumerator(cancellationToken);
    yield return new SseItem<string>("watching");
    while (await watch.MoveNextAsync())
    {
        yield return new SseItem<string>($"{watch.Current.Progress} % {watch.Current.CurrentStep}", eventType: $"{watch.Current.Status}");
    }
}
