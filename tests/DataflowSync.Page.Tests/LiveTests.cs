using DataflowSync.Page.Tests.Setup;
using DataflowSync.Server.Tests.Setup;
using DataflowSync.Testing;
using Microsoft.Playwright;

namespace DataflowSync.Page.Tests;

/// <summary>The page while syncs go on.</summary>
[Collection(Browsing.Name)]
public sealed class LiveTests(Chromium chromium)
{
    private const string Card = "[data-live=home]";

    [BrowserFact]
    public async Task A_sync_that_was_started_on_the_page_is_drawn_as_its_graph_and_cancelled_there()
    {
        await using var server = await RunningServer.StartAsync();
        await server.AddProfileAsync();
        server.Provider.Faults.Add(Fault.Status(503) with { Target = "channels", Times = 2 });
        server.Provider.Faults.Add(Fault.Stall(30_000) with { Target = "movies" });
        await using var window = await chromium.OpenAsync(server.Client.BaseAddress!);
        await window.GoAsync("/");
        await window.ShowsAsync("#connection", "Live");
        await window.IsHiddenAsync("#live");

        await window.Find("#sync-home").ClickAsync();

        await window.ShowsAsync($"{Card} [data-f=step]", "Syncing movies...");
        await window.CountAsync($"{Card} [role=meter]", 4);
        foreach (var block in new[] { "fetch", "parse", "batch", "store" })
        {
            var meter = window.Page.GetByRole(AriaRole.Meter, new PageGetByRoleOptions { Name = block });
            await Assertions.Expect(meter).ToHaveAttributeAsync("aria-valuetext", new System.Text.RegularExpressions.Regex(@"^\d+ % full$"));
        }

        await window.ShowsAsync($"{Card} [data-f=retries]", "2");
        await window.ShowsAsync($"{Card} [data-step=channels] [data-f=note]", "attempt 3");
        await window.ShowsAsync($"{Card} [data-step=channels] [data-f=count]", "120");
        await Assertions.Expect(window.Find($"{Card} [data-step=movies]")).ToHaveAttributeAsync("data-state", "Syncing");
        await Assertions.Expect(window.Find($"{Card} [data-f=progress]")).ToHaveAttributeAsync("value", new System.Text.RegularExpressions.Regex(@"^[5-6]\d$"));
        await window.IsVisibleAsync("#row-home .syncing");
        await window.PictureAsync("running");

        // Nothing comes any more: what was fast before is not now.
        await Assertions.Expect(window.Find($"{Card} [data-f=items]")).ToHaveTextAsync("0");
        await Assertions.Expect(window.Find($"{Card} [data-f=rate]")).ToHaveTextAsync("0.0");

        await window.Find("#sync-home").ClickAsync();

        await window.ShowsAsync("#row-home .state:visible", "Cancelled");
        await window.ShowsAsync("#row-home td[data-label=Channels]", "120");
        await window.ShowsAsync("#sync-home", "Sync now");
        await window.CountAsync(Card, 0);
        await window.IsHiddenAsync("#live");
        window.AssertNoComplaints();
    }

    [BrowserFact]
    public async Task Who_opens_the_page_in_the_middle_sees_what_goes_on_without_the_script_too()
    {
        await using var server = await RunningServer.StartAsync();
        await server.AddProfileAsync();
        await server.StartStalledSyncAsync();
        foreach (var hasScript in new[] { true, false })
        {
            await using var window = await chromium.OpenAsync(server.Client.BaseAddress!, new BrowserNewContextOptions { JavaScriptEnabled = hasScript });
            await window.GoAsync("/profiles/home");
            await window.ShowsAsync($"{Card} [data-f=step]", "Syncing movies...");
            await window.ShowsAsync($"{Card} [data-step=channels] [data-f=count]", "120");
            await (hasScript ? window.IsVisibleAsync("#sync-home") : window.IsHiddenAsync("#sync-home"));
            window.AssertNoComplaints();
        }
    }

    [BrowserFact]
    public async Task The_history_of_a_profile_follows_its_runs_without_a_reload()
    {
        await using var server = await RunningServer.StartAsync();
        await server.AddProfileAsync();
        await using var window = await chromium.OpenAsync(server.Client.BaseAddress!);
        await window.GoAsync("/profiles/home");
        await window.ShowsAsync("#history", "None yet.");
        await window.ShowsAsync("#connection", "Live");

        await server.SyncAsync();

        await window.CountAsync("#history tbody tr", 1);
        await window.ShowsAsync("#facts", "400");
        await window.ShowsAsync("#notice", "home: sync ended: Completed.");
        window.AssertNoComplaints();
    }

    [BrowserFact]
    public async Task The_page_goes_on_when_the_server_was_started_again()
    {
        string? url = null;
        await using var server = await RunningServer.StartAsync(configure: options => options.Urls = url is null ? options.Urls : [url]);
        url = server.Client.BaseAddress!.GetLeftPart(UriPartial.Authority);
        await server.AddProfileAsync();
        await using var window = await chromium.OpenAsync(server.Client.BaseAddress!);
        window.Expect("ERR_");
        await server.StartStalledSyncAsync();
        await window.GoAsync("/");
        await window.IsVisibleAsync(Card);

        await server.StopServerAsync();

        await window.ShowsAsync("#connection", "Connection lost");
        server.Provider.Faults.Clear();
        await server.StartServerAsync();
        await window.ShowsAsync("#connection", "Live");
        await window.ShowsAsync("#row-home .state:visible", "Cancelled");
        await window.CountAsync(Card, 0);
        await server.SyncAsync();
        await window.ShowsAsync("#row-home .state:visible", "Completed");
        window.AssertNoComplaints();
    }

    [BrowserFact]
    public async Task A_page_that_nobody_sees_gives_its_stream_back()
    {
        await using var server = await RunningServer.StartAsync(configure: options => options.MaxProgressStreams = 1);
        await server.AddProfileAsync();
        await using var window = await chromium.OpenAsync(server.Client.BaseAddress!);
        await window.GoAsync("/");
        await window.ShowsAsync("#connection", "Live");
        (await server.GetAsync("/api/live")).Problem(429);

        await SetHiddenAsync(true);

        await window.ShowsAsync("#connection", "Paused");
        using (var deadline = new CancellationTokenSource(RunningServer.LongEnough))
        {
            // The server learns of it when the connection is closed, which nobody is told of.
            while (true)
            {
                using var response = await server.Client.GetAsync("/api/live", HttpCompletionOption.ResponseHeadersRead, deadline.Token);
                if (response.IsSuccessStatusCode)
                {
                    break;
                }
            }
        }

        window.Expect("429");
        await SetHiddenAsync(false);
        await window.ShowsAsync("#connection", "Live");
        window.AssertNoComplaints();

        Task SetHiddenAsync(bool hidden) => window.Page.EvaluateAsync(
            "hidden => { Object.defineProperty(document, 'hidden', { value: hidden, configurable: true }); document.dispatchEvent(new Event('visibilitychange')); }", hidden);
    }
}
