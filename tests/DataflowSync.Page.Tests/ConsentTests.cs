using DataflowSync.Page.Tests.Setup;
using DataflowSync.Server.Tests.Setup;
using Microsoft.Playwright;

namespace DataflowSync.Page.Tests;

/// <summary>What was held back, on the page.</summary>
[Collection(Browsing.Name)]
public sealed class ConsentTests(Chromium chromium)
{
    private const int MostTabs = 40;

    [BrowserFact]
    public async Task A_guarded_step_is_explained_and_accepted_with_the_keyboard_alone()
    {
        await using var server = await RunningServer.StartAsync();
        await server.AddProfileAsync();
        await server.SyncAsync();
        server.Provider.Catalog.Movies.Remove(300);
        Assert.Equal("Partial", await server.SyncAsync());
        await using var window = await chromium.OpenAsync(server.Client.BaseAddress!);
        await window.GoAsync("/");
        await window.ShowsAsync("#held", "100 fetched");
        await window.ShowsAsync("#held", "400 published: 300 fewer (−75 %)");
        await window.ShowsAsync("#held", "Publishing it would have removed suspiciously much");
        await window.ShowsAsync("#row-home .state:visible", "Held back");
        await window.ShowsAsync("#connection", "Live");

        await TabToAsync("#accept-home-movies");
        await window.Page.Keyboard.PressAsync("Enter");
        await window.ShowsAsync("#consent-title", "Publish 100 movies of home?");
        await window.ShowsAsync("#consent-text", "the place of the 400 that are published");
        await window.PictureAsync("consent");
        await window.Page.Keyboard.PressAsync("Escape");
        await window.IsHiddenAsync("#consent");
        await Assertions.Expect(window.Find("#accept-home-movies")).ToBeFocusedAsync();
        Assert.Equal(400, (await server.GetAsync("/api/profiles/home/catalog")).Json["datasets"]!["movies"]!.GetValue<int>());

        await window.Page.Keyboard.PressAsync("Enter");
        await TabToAsync("[data-action=consent-yes]");
        await window.Page.Keyboard.PressAsync("Enter");

        await window.IsHiddenAsync("#held");
        await window.ShowsAsync("#row-home .state:visible", "Completed");
        await window.ShowsAsync("#row-home td[data-label=Movies]", "100");
        Assert.Equal(100, (await server.GetAsync("/api/profiles/home/catalog")).Json["datasets"]!["movies"]!.GetValue<int>());
        window.AssertNoComplaints();

        async Task TabToAsync(string selector)
        {
            for (var tabs = 0; !await window.Find(selector).EvaluateAsync<bool>("element => element === document.activeElement"); tabs++)
            {
                Assert.True(tabs < MostTabs, $"{selector} cannot be reached with the keyboard");
                await window.Page.Keyboard.PressAsync("Tab");
            }
        }
    }

    [BrowserFact]
    public async Task What_is_held_back_by_now_is_not_accepted_by_the_button_for_what_was_before()
    {
        await using var server = await RunningServer.StartAsync();
        await server.AddProfileAsync();
        await server.SyncAsync();
        server.Provider.Catalog.Movies.Remove(300);
        await server.SyncAsync();
        await using var window = await chromium.OpenAsync(server.Client.BaseAddress!);
        window.Expect("409");
        await window.GoAsync("/profiles/home");
        await window.Find("#accept-home-movies").ClickAsync();
        server.Provider.Catalog.Movies.Remove(10);
        await server.SyncAsync();

        await window.Find("[data-action=consent-yes]").ClickAsync();

        await window.ShowsAsync("#notice", "What is held back now is not what was shown");
        Assert.Equal(400, (await server.GetAsync("/api/profiles/home/catalog")).Json["datasets"]!["movies"]!.GetValue<int>());
        window.AssertNoComplaints();
    }
}
