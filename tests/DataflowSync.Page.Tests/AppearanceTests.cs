using System.Text.Json.Nodes;
using DataflowSync.EndToEnd.Tests.Secrets;
using DataflowSync.Page.Tests.Setup;
using DataflowSync.Server.Tests.Setup;
using DataflowSync.Testing;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace DataflowSync.Page.Tests;

/// <summary>Every page on every kind of screen: readable, reachable, without secrets.</summary>
[Collection(Browsing.Name)]
public sealed class AppearanceTests(Chromium chromium)
{
    private const string NeverSynced = "a-rather-long-name-of-a-profile-that.was_never-synced-by-anybody";

    [BrowserFact]
    public async Task Every_page_fits_a_phone_and_a_desk_in_light_and_dark_and_is_accessible()
    {
        await using var server = await StartAsync();
        var pages = await PagesAsync(server);
        foreach (var theme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            foreach (var (device, width, height) in new[] { ("desk", 1280, 800), ("phone", 360, 740) })
            {
                // Axe is a script that is put into the page, which the policy forbids: the other tests run with it.
                await using var window = await chromium.OpenAsync(server.Client.BaseAddress!, new BrowserNewContextOptions
                {
                    ColorScheme = theme,
                    ViewportSize = new ViewportSize { Width = width, Height = height },
                    BypassCSP = true,
                });
                foreach (var (name, path) in pages)
                {
                    await window.GoAsync(path);
                    await (name == "missing" ? Task.CompletedTask : window.ShowsAsync("h1", string.Empty));
                    var overflow = await window.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
                    Assert.True(overflow <= 0, $"{name} is {overflow} pixels too wide for a {device}");
                    await window.PictureAsync($"{name}-{device}-{theme.ToString().ToLowerInvariant()}");
                    if (theme == ColorScheme.Dark && device == "phone")
                    {
                        continue; // Neither the theme nor the device is new to axe.
                    }

                    var violations = (await window.Page.RunAxe(new AxeRunOptions { ResultTypes = new HashSet<ResultType> { ResultType.Violations } })).Violations
                        .Where(violation => violation.Impact is "serious" or "critical")
                        .Select(violation => $"{name} {theme} {device} {violation.Id}: {string.Join(" | ", violation.Nodes.Select(node => node.Html).Take(3))}");
                    Assert.Empty(violations);
                }
            }
        }
    }

    [BrowserFact]
    public async Task Pictures_for_the_documentation_are_taken()
    {
        await using var server = await StartAsync();
        (await server.SendAsync(HttpMethod.Delete, $"/api/profiles/{NeverSynced}", body: null)).Expect(204);
        await server.AddProfileAsync("summer-house");
        foreach (var (name, path, theme) in new[]
        {
            ("docs-overview", "/", ColorScheme.Light),
            ("docs-run", $"/profiles/kitchen/runs/{Id(await server.LastRunAsync("kitchen"))}", ColorScheme.Dark),
        })
        {
            await using var window = await chromium.OpenAsync(server.Client.BaseAddress!, new BrowserNewContextOptions
            {
                ColorScheme = theme,
                ViewportSize = new ViewportSize { Width = 1240, Height = 600 },
            });
            await window.GoAsync(path);
            await Assertions.Expect(window.Find("html")).ToHaveClassAsync("script");
            if (path == "/")
            {
                await window.ShowsAsync("#connection", "Live");
            }

            await window.PictureAsync(name);
            window.AssertNoComplaints();
        }
    }

    [BrowserFact]
    public async Task No_page_holds_a_user_name_or_a_password()
    {
        await using var server = await StartAsync();
        await using var window = await chromium.OpenAsync(server.Client.BaseAddress!);
        window.Expect("404");
        var secrets = new SecretSearch(server.Provider.Username, server.Provider.Password);
        foreach (var (name, path) in await PagesAsync(server))
        {
            await window.GoAsync(path);
            secrets.AssertNoneIn(await window.Page.ContentAsync(), name);
        }

        secrets.AssertNoneIn(server.Told, "what the server told");
        window.AssertNoComplaints();
    }

    [BrowserFact]
    public async Task An_empty_server_says_how_to_add_a_profile()
    {
        await using var server = await RunningServer.StartAsync();
        await using var window = await chromium.OpenAsync(server.Client.BaseAddress!);

        await window.GoAsync("/");

        await window.ShowsAsync("pre", "curl -X POST SERVER/api/profiles");
        await window.PictureAsync("empty");
        window.AssertNoComplaints();
    }

    /// <summary>A server with a bit of everything: good, held back, failed, never synced, and one that goes on.</summary>
    private static async Task<RunningServer> StartAsync()
    {
        var server = await RunningServer.StartAsync(
            provider => (provider.Channels, provider.Movies, provider.Series) = (1_200, 6_000, 800), configureSync: sync => sync.Engine.BatchSize = 100);
        foreach (var id in new[] { "attic", "home", "kitchen", "office", NeverSynced })
        {
            await server.AddProfileAsync(id);
        }

        foreach (var id in new[] { "attic", "home", "kitchen", "office" })
        {
            await server.SyncAsync(id);
        }

        server.Provider.Catalog.Movies.Change(80);
        server.Provider.Catalog.Movies.InsertAtTop(40);
        server.Provider.Catalog.Channels.Remove(12);
        await server.SyncAsync("home");
        server.Provider.Faults.Add(Fault.Status(503) with { Target = "series", Times = null });
        await server.SyncAsync("kitchen");
        server.Provider.Faults.Clear();
        server.Provider.Catalog.Movies.Remove(4_000);
        server.Provider.Faults.Add(Fault.Status(503) with { Target = "channels", Times = 1 });
        await server.SyncAsync("home");
        for (var run = 0; run < 6; run++)
        {
            await server.SyncAsync("office", """{"steps":["channel-categories"]}""");
        }

        // Last, for it keeps the provider's host to itself.
        server.Provider.Faults.Add(Fault.Stall(900_000) with { Target = "movies" });
        (await server.PostAsync("/api/profiles/attic/sync")).Expect(202);
        await server.Provider.WaitForRequestAsync(request => request.Outcome == FakeRequestOutcome.Stalled).WaitAsync(RunningServer.LongEnough);
        return server;
    }

    private static async Task<(string Name, string Path)[]> PagesAsync(RunningServer server) =>
    [
        ("overview", "/"),
        ("profile", "/profiles/home"),
        ("running", "/profiles/attic"),
        ("run", $"/profiles/home/runs/{Id(await server.LastRunAsync())}"),
        ("failed", $"/profiles/kitchen/runs/{Id(await server.LastRunAsync("kitchen"))}"),
        ("never", $"/profiles/{NeverSynced}"),
        ("missing", "/profiles/none"),
    ];

    private static string Id(JsonNode run) => run["runId"]!.GetValue<string>();
}
