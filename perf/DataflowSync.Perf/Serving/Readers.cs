using System.Net;
using System.Text.Json.Nodes;

namespace DataflowSync.Perf.Serving;

/// <summary>
/// Reads the catalog at a fixed rate, whether answers come or not. A request's time counts from when it was due, so that a server that
/// stalls is not asked less and told better.
/// </summary>
internal sealed class Readers(HttpClient client, int rate)
{
    private const int Workers = 128;
    private const int PageItems = 20;
    private const string Catalog = "/api/profiles/load/catalog";

    private long _sent;

    public Tally Tally { get; } = new();

    /// <summary>Four of ten are pages, three items, one categories, two pages that the client has already.</summary>
    public async Task RunAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        var pages = await WalkAsync(cancellationToken);
        var began = TimeProvider.System.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => WorkAsync(pages, began, time, cancellationToken)));
    }

    private async Task WorkAsync(List<(string Path, string Item, string Tag)> pages, long began, TimeSpan time, CancellationToken cancellationToken)
    {
        while (true)
        {
            var number = Interlocked.Increment(ref _sent) - 1;
            var due = TimeSpan.FromSeconds((double)number / rate);
            if (due >= time)
            {
                return;
            }

            if (due - TimeProvider.System.GetElapsedTime(began) is { Ticks: > 0 } wait)
            {
                await Task.Delay(wait, TimeProvider.System, cancellationToken);
            }

            await AskAsync(pages[(int)(number % pages.Count)], (int)(number % 10), began, due, cancellationToken);
        }
    }

    private async Task AskAsync((string Path, string Item, string Tag) page, int kind, long began, TimeSpan due, CancellationToken cancellationToken)
    {
        var path = kind switch { < 4 or > 7 => page.Path, < 7 => $"{Catalog}/movies/items/{page.Item}", _ => $"{Catalog}/movies/categories" };
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (kind > 7)
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", page.Tag);
        }

        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            await body.CopyToAsync(Stream.Null, cancellationToken);

            if (response.StatusCode is HttpStatusCode.OK or HttpStatusCode.NotModified)
            {
                Tally.Took(TimeProvider.System.GetElapsedTime(began) - due);
            }
            else
            {
                Tally.Failed($"{(int)response.StatusCode}");
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException)
        {
            Tally.Failed(exception.GetType().Name);
        }
    }

    /// <summary>Pages of the whole catalog, so that readers ask all over it.</summary>
    private async Task<List<(string Path, string Item, string Tag)>> WalkAsync(CancellationToken cancellationToken)
    {
        const int MaxPages = 400;
        var pages = new List<(string, string, string)>();
        for (var next = $"{Catalog}/movies/items?take={PageItems}"; next is not null && pages.Count < MaxPages;)
        {
            using var response = await client.GetAsync(next, cancellationToken);
            var page = await JsonNode.ParseAsync(await response.Content.ReadAsStreamAsync(cancellationToken), cancellationToken: cancellationToken);
            pages.Add((next, $"{page!["items"]![0]!["id"]}", response.Headers.ETag!.Tag));
            next = page["next"]?.GetValue<string>();
        }

        return pages;
    }
}
