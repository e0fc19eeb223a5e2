using System.Net;
using System.Text.RegularExpressions;
using DataflowSync.Server.Security;
using DataflowSync.Server.Setup;
using DataflowSync.Server.Tests.Setup;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace DataflowSync.Server.Tests;

/// <summary>How a browser is let in where there is a key.</summary>
public sealed partial class SessionTests : IDisposable
{
    private const string Key = "0123456789abcdef0123456789abcdef";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("dataflowsync-session-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task Without_the_key_a_page_is_the_page_to_sign_in()
    {
        await using var server = await StartAsync();

        foreach (var path in new[] { "/", "/profiles/home", "/profiles/none", "/profiles/home/runs/none" })
        {
            var answer = (await server.GetAsync(path)).Expect(401);
            Assert.Equal("text/html", answer.ContentType);
            Assert.Contains("Content-Security-Policy: default-src 'none'", answer.Headers, StringComparison.Ordinal);
            Assert.Contains("id=\"sign-in\"", answer.Body, StringComparison.Ordinal);
            Assert.DoesNotContain("home", answer.Body, StringComparison.Ordinal);
        }

        (await server.GetAsync(Asset().Match((await server.GetAsync("/")).Body).Value)).Expect(200);
        (await server.GetAsync("/", ("X-Api-Key", Key))).Expect(200);
    }

    [Fact]
    public async Task The_key_gets_a_cookie_that_opens_pages_and_interface_and_is_not_the_key()
    {
        await using var server = await StartAsync();

        var cookie = await SignInAsync(server);

        Assert.Contains("; httponly", cookie.Attributes, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("; samesite=strict", cookie.Attributes, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("; path=/;", cookie.Attributes, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("expires", cookie.Attributes, StringComparison.OrdinalIgnoreCase);
        (await server.GetAsync("/", ("Cookie", cookie.Value))).Expect(200);
        (await server.GetAsync("/api/profiles", ("Cookie", cookie.Value))).Expect(200);
        (await server.PostAsync("/api/profiles", server.ProfileBody().ToJsonString(), ("Cookie", cookie.Value))).Expect(201);
        Assert.True((await server.GetAsync("/api/session", ("Cookie", cookie.Value))).Json["signedIn"]!.GetValue<bool>());
        Assert.False((await server.GetAsync("/api/session")).Json["signedIn"]!.GetValue<bool>());
        Assert.Contains("expires=Thu, 01 Jan 1970", (await server.SendAsync(HttpMethod.Delete, "/api/session", body: null)).Expect(204).Headers, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, server.Told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cookie_lasts_over_a_restart_and_not_over_another_key()
    {
        await using var server = await StartAsync();
        var cookie = await SignInAsync(server);
        await server.StopServerAsync();
        await server.StartServerAsync();

        // The name has the port, which is another one by now.
        var (_, value) = (cookie.Value.Split('=')[0], cookie.Value.Split('=', 2)[1]);
        (await server.GetAsync("/", ("Cookie", $"dataflowsync-{server.Client.BaseAddress!.Port}={value}"))).Expect(200);

        await server.StopServerAsync();
        WriteKey(new string('x', 40));
        await server.StartServerAsync();
        (await server.GetAsync("/", ("Cookie", $"dataflowsync-{server.Client.BaseAddress!.Port}={value}"))).Expect(401);
    }

    [Fact]
    public async Task Nobody_is_signed_in_by_another_site_by_guesses_or_by_something_like_a_cookie()
    {
        await using var server = await StartAsync();
        var body = $$"""{"key":"{{Key}}"}""";

        (await server.PostAsync("/api/session", body, ("Origin", "http://evil.example"))).Problem(403);
        (await server.PostAsync("/api/session", body, ("Origin", "null"))).Problem(403);
        (await server.PostAsync("/api/session", body, ("Sec-Fetch-Site", "same-site"))).Problem(403);
        (await server.PostAsync("/api/session", "key=" + Key, ("Content-Type", "application/x-www-form-urlencoded"))).Problem(415);
        (await server.PostAsync("/api/session", """{"key":"no"}""")).Problem(401);
        (await server.PostAsync("/api/session", """{"key":null}""")).Problem(400);
        (await server.PostAsync("/api/session", "{}")).Problem(400);
        foreach (var value in new[] { "", "x", Key, "%%%", new string('A', 4_000) })
        {
            (await server.GetAsync("/", ("Cookie", $"dataflowsync-{server.Client.BaseAddress!.Port}={value}"))).Expect(401);
        }
    }

    [Fact]
    public async Task Behind_a_proxy_that_speaks_https_a_browser_signs_in_with_a_cookie_for_https_alone()
    {
        await using var server = await StartAsync();
        var body = $$"""{"key":"{{Key}}"}""";
        var origin = $"https://{server.Client.BaseAddress!.Authority}";

        var answer = (await server.PostAsync("/api/session", body, ("Origin", origin), ("Sec-Fetch-Site", "same-origin"))).Expect(204);

        Assert.Contains("; secure", answer.Headers, StringComparison.OrdinalIgnoreCase);
        (await server.PostAsync("/api/session", body, ("Origin", origin))).Problem(403);
        (await server.PostAsync("/api/session", body, ("Origin", origin), ("Sec-Fetch-Site", "cross-site"))).Problem(403);
        (await server.PostAsync("/api/session", body, ("Origin", "https://evil.example"), ("Sec-Fetch-Site", "same-origin"))).Problem(403);
    }

    [Fact]
    public async Task Attempts_to_sign_in_are_limited()
    {
        await using var server = await StartAsync(options => options.ChangesPerSecond = 1);

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => server.PostAsync("/api/session", """{"key":"no"}""")));

        Assert.Contains(answers, answer => answer.Status == HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task Without_a_key_there_is_nothing_to_sign_in_to()
    {
        await using var server = await RunningServer.StartAsync();

        (await server.PostAsync("/api/session", """{"key":"any"}""")).Problem(404);
        Assert.True((await server.GetAsync("/api/session")).Json["signedIn"]!.GetValue<bool>());
        Assert.DoesNotContain("Sign out", (await server.GetAsync("/")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cookie_ends_after_12_hours_and_is_secure_where_the_connection_is()
    {
        WriteKey(Key);
        var time = new FakeTimeProvider();
        var settings = ServerSettings.Read(new ServerOptions { DataDirectory = Path.Combine(_directory.FullName, "catalogs"), ApiKeyFile = KeyFile });
        var cookies = new SessionCookie(settings, new EphemeralDataProtectionProvider(), time);
        var given = new DefaultHttpContext { Request = { Scheme = "https" } };
        cookies.Give(given);
        var text = given.Response.Headers.SetCookie.ToString();
        Assert.Contains("; secure", text, StringComparison.OrdinalIgnoreCase);
        var asked = new DefaultHttpContext();
        asked.Request.Headers.Cookie = text.Split(';')[0];

        time.Advance(TimeSpan.FromHours(12) - TimeSpan.FromSeconds(1));
        Assert.True(cookies.IsGood(asked));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(cookies.IsGood(asked));
    }

    private string KeyFile => Path.Combine(_directory.FullName, "key.txt");

    private void WriteKey(string key)
    {
        File.WriteAllText(KeyFile, key);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(KeyFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    private async Task<RunningServer> StartAsync(Action<ServerOptions>? configure = null)
    {
        WriteKey(Key);
        return await RunningServer.StartAsync(configure: options =>
        {
            options.ApiKeyFile = KeyFile;
            configure?.Invoke(options);
        });
    }

    private static async Task<(string Value, string Attributes)> SignInAsync(RunningServer server)
    {
        var headers = (await server.PostAsync("/api/session", $$"""{"key":"{{Key}}"}""")).Expect(204).Headers;
        var cookie = Cookie().Match(headers);
        Assert.True(cookie.Success, headers);
        return (cookie.Groups[1].Value, cookie.Groups[2].Value + ";");
    }

    [GeneratedRegex("^Set-Cookie: ([^;]+)(;.*?)\r?$", RegexOptions.Multiline)]
    private static partial Regex Cookie();

    [GeneratedRegex("/assets/page[^\"]*css")]
    private static partial Regex Asset();
}
