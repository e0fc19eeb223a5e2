using System.Net.Http.Json;
using System.Text.Json.Nodes;
using DataflowSync.Testing;

namespace DataflowSync.Perf.Serving;

/// <summary>Lets the server sync, and watches how it ends.</summary>
internal sealed class Syncs(HttpClient client, FakeProvider provider)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public Tally Tally { get; } = new();

    public async Task AddProfileAsync(CancellationToken cancellationToken)
    {
        var profile = new { id = "load", url = $"{provider.BaseAddress}", username = provider.Username, password = provider.Password };
        using var response = await client.PostAsJsonAsync("/api/profiles", profile, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetTimestamp();
        using (var response = await client.PostAsJsonAsync("/api/profiles/load/sync", new { }, cancellationToken))
        {
            response.EnsureSuccessStatusCode();
        }

        JsonNode profile;
        do
        {
            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
            profile = (await client.GetFromJsonAsync<JsonNode>("/api/profiles/load", cancellationToken))!;
        }
        while (profile["isSyncing"]!.GetValue<bool>());

        if (profile["lastStatus"]!.GetValue<string>() is "Completed")
        {
            Tally.Took(TimeProvider.System.GetElapsedTime(began));
        }
        else
        {
            Tally.Failed($"{profile["lastStatus"]}");
        }
    }

    /// <summary>Syncs a catalog of which a hundredth has changed, again and again.</summary>
    public async Task RepeatAsync(Task until, CancellationToken cancellationToken)
    {
        while (!until.IsCompleted)
        {
            provider.Catalog.Movies.Change(provider.Catalog.Movies.Count / 100);
            provider.Catalog.Movies.InsertAtTop(10);
            await RunAsync(cancellationToken);
        }
    }
}
