using DataflowSync.Page.Tests.Setup;
using DataflowSync.Server.Tests.Setup;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace DataflowSync.Page.Tests;

/// <summary>The page of a server with a key.</summary>
[Collection(Browsing.Name)]
public sealed class SignInTests(Chromium chromium)
{
    private const string Key = "0123456789abcdef0123456789abcdef";

    [BrowserFact]
    public async Task With_a_key_a_person_signs_in_works_and_signs_out()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, Key);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        await using var server = await RunningServer.StartAsync(configure: options => options.ApiKeyFile = file);
        (await server.PostAsync("/api/profiles", server.ProfileBody().ToJsonString(), ("X-Api-Key", Key))).Expect(201);
        await using var window = await chromium.OpenAsync(server.Client.BaseAddress!, new BrowserNewContextOptions { BypassCSP = true });
        window.Expect("401");

        Assert.Equal(401, (await window.GoAsync("/profiles/home")).Status);
        await window.ShowsAsync("h1", "Sign in");
        Assert.DoesNotContain((await window.Page.RunAxe()).Violations, violation => violation.Impact is "serious" or "critical");
        await window.PictureAsync("sign-in");
        await window.Page.GetByLabel("API key").FillAsync("not the key, but as long as it is");
        await window.Page.Keyboard.PressAsync("Enter");
        await window.ShowsAsync("[role=alert]", "This is not the key.");
        await window.Page.GetByLabel("API key").FillAsync(Key);
        await window.Page.Keyboard.PressAsync("Enter");

        await window.ShowsAsync("h1", "home");
        await window.ShowsAsync("#connection", "Live");
        var cookie = Assert.Single(await window.Page.Context.CookiesAsync());
        Assert.Equal((true, SameSiteAttribute.Strict, "/", -1), (cookie.HttpOnly, cookie.SameSite, cookie.Path, cookie.Expires));
        Assert.DoesNotContain(Key, cookie.Value, StringComparison.Ordinal);
        await window.Find("#sync-home").ClickAsync();
        await window.CountAsync("#history tbody tr", 1);
        await window.ShowsAsync("#state", "Completed");

        // Browsers keep the cookie from requests that begin on another site.
        await window.Page.RouteAsync("http://elsewhere.example/", route => route.FulfillAsync(new RouteFulfillOptions
        {
            ContentType = "text/html",
            Body = $"<a href=\"{server.Client.BaseAddress}profiles/home\">look</a>",
        }));
        await window.GoAsync("http://elsewhere.example/");
        await window.Find("a").ClickAsync();
        await window.ShowsAsync("h1", "home");

        await window.Find("[data-action=sign-out]").ClickAsync();

        await window.ShowsAsync("h1", "Sign in");
        Assert.Empty(await window.Page.Context.CookiesAsync());
        Assert.DoesNotContain(Key, server.Told, StringComparison.Ordinal);
        window.AssertNoComplaints();
        File.Delete(file);
    }
}
