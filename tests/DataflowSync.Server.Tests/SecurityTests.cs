using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Text.Json.Nodes;
using DataflowSync.Server.Tests.Setup;

namespace DataflowSync.Server.Tests;

public sealed class SecurityTests(SyncedServer shared) : IClassFixture<SyncedServer>, IDisposable
{
    private const string Key = "0123456789abcdef0123456789abcdef";
    private const string Elsewhere = "http://evil.example";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("dataflowsync-key-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Theory]
    [InlineData("evil.example", 400)]
    [InlineData("localhost.evil.example", 400)]
    [InlineData("127.0.0.1.evil.example", 400)]
    [InlineData("192.0.2.1", 400)]
    [InlineData("[2001:db8::1]:80", 400)]
    [InlineData("localhost", 200)]
    [InlineData("LOCALHOST:1", 200)]
    [InlineData("127.0.0.1:8080", 200)]
    [InlineData("[::1]:8080", 200)]
    public async Task Only_this_machine_may_be_asked_for(string host, int status)
    {
        var server = shared.Server;

        var answer = await server.GetAsync("/api/profiles", ("Host", host));

        Assert.Equal(status, (int)answer.Status);
        Assert.DoesNotContain("evil", answer.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST", "Origin", Elsewhere, 403)]
    [InlineData("POST", "Origin", "null", 403)]
    [InlineData("POST", "Origin", "http://127.0.0.1:1", 403)]
    [InlineData("POST", "Sec-Fetch-Site", "cross-site", 403)]
    [InlineData("POST", "Sec-Fetch-Site", "same-site", 403)]
    [InlineData("DELETE", "Sec-Fetch-Site", "cross-site", 403)]
    [InlineData("GET", "Sec-Fetch-Site", "cross-site", 403)]
    [InlineData("GET", "Origin", Elsewhere, 403)]
    [InlineData("OPTIONS", "Origin", Elsewhere, 403)]
    [InlineData("GET", "Sec-Fetch-Site", "same-origin", 200)]
    [InlineData("GET", "Sec-Fetch-Site", "none", 200)]
    [InlineData("POST", "Content-Type", "text/plain", 415)]
    [InlineData("POST", "Content-Type", "application/x-www-form-urlencoded", 415)]
    [InlineData("POST", "Content-Type", "multipart/form-data; boundary=x", 415)]
    public async Task Pages_of_other_sites_can_start_nothing(string method, string header, string value, int status)
    {
        var server = shared.Server;
        var asked = server.Provider.Requests.Count;

        var path = method switch { "GET" => "/api/profiles", "DELETE" => "/api/profiles/home", _ => "/api/profiles/home/sync" };
        var answer = await server.SendAsync(new HttpMethod(method), path, method == "POST" ? "{}" : null, (header, value));

        Assert.Equal(status, (int)answer.Status);
        Assert.DoesNotContain("Access-Control", answer.Headers, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(asked, server.Provider.Requests.Count);
        (await server.GetAsync("/api/profiles/home")).Expect(200);
    }

    [Fact]
    public async Task Every_answer_forbids_browsers_to_guess_and_to_embed_it()
    {
        foreach (var path in new[] { "/api/profiles", "/api/profiles/none", "/nothing", "/healthz", "/api/profiles/home/catalog/movies/items?take=0" })
        {
            var answer = await shared.Server.GetAsync(path);
            Assert.Contains("X-Content-Type-Options: nosniff", answer.Headers, StringComparison.Ordinal);
            Assert.Contains("Cross-Origin-Resource-Policy: same-origin", answer.Headers, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_page_of_this_server_may_do_everything()
    {
        await using var server = await RunningServer.StartAsync();
        await server.AddProfileAsync();

        var origin = server.Client.BaseAddress!.GetLeftPart(UriPartial.Authority);
        (await server.PostAsync("/api/profiles/home/sync", "{}", ("Origin", origin), ("Sec-Fetch-Site", "same-origin"))).Expect(202);
    }

    [Fact]
    public async Task A_request_is_bounded()
    {
        var server = shared.Server;

        var body = new JsonObject { ["id"] = "home", ["userAgent"] = new string('x', 70_000) };
        (await server.PostAsync("/api/profiles", body.ToJsonString())).Problem(413);
        (await server.PostAsync("/api/profiles", new string('[', 1_000))).Problem(400);
        Assert.Equal(HttpStatusCode.RequestUriTooLong, (await server.GetAsync($"/api/profiles/{new string('x', 10_000)}")).Status);
        Assert.Equal(HttpStatusCode.RequestHeaderFieldsTooLarge, (await server.GetAsync("/api/profiles", ("X-Large", new string('x', 20_000)))).Status);
        (await server.GetAsync("/api/profiles")).Expect(200);
    }

    [Fact]
    public async Task A_client_that_asks_too_often_is_told_when_to_come_back()
    {
        await using var server = await RunningServer.StartAsync(configure: options => (options.ReadsPerSecond, options.ChangesPerSecond) = (5, 1));

        var reads = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => server.GetAsync("/api/profiles")));
        var changes = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => server.PostAsync("/api/profiles/none/cancel")));

        foreach (var answers in new[] { reads, changes })
        {
            var refused = answers.Where(answer => answer.Status == HttpStatusCode.TooManyRequests).ToList();
            Assert.InRange(refused.Count, 1, 49);
            Assert.All(refused, answer => answer.Problem(429));
            Assert.All(refused, answer => Assert.Contains("Retry-After: 1", answer.Headers, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Streams_are_bounded_and_given_back()
    {
        await using var server = await RunningServer.StartAsync(configure: options => options.MaxProgressStreams = 2);
        await using var first = await server.WatchAsync("/api/progress");
        await using (await server.WatchAsync("/api/progress"))
        {
            (await server.GetAsync("/api/progress")).Problem(429);
        }

        // The server learns of it when the connection is closed, which nobody is told of.
        using var deadline = new CancellationTokenSource(RunningServer.LongEnough);
        while (true)
        {
            deadline.Token.ThrowIfCancellationRequested();
            using var response = await server.Client.GetAsync("/api/progress", HttpCompletionOption.ResponseHeadersRead, deadline.Token);
            if (response.StatusCode == HttpStatusCode.OK)
            {
                break;
            }
        }
    }

    [Fact]
    public async Task With_a_key_nothing_is_open_but_health()
    {
        await using var server = await RunningServer.StartAsync(configure: options => options.ApiKeyFile = KeyFile(Key));

        foreach (var path in new[] { "/api/profiles", "/api/progress", "/metrics", "/openapi/v1.json", "/nothing" })
        {
            var answer = await server.GetAsync(path);
            answer.Problem(401);
            Assert.Contains("WWW-Authenticate: Bearer", answer.Headers, StringComparison.Ordinal);
        }

        (await server.PostAsync("/api/profiles", server.ProfileBody().ToJsonString())).Problem(401);
        (await server.GetAsync("/healthz")).Expect(200);
        (await server.GetAsync("/readyz")).Expect(200);
        (await server.GetAsync("/nothing", ("X-Api-Key", Key))).Problem(404);
        (await server.GetAsync("/openapi/v1.json", ("X-Api-Key", Key))).Expect(200);
        Assert.DoesNotContain(Key, server.Told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_held_back_is_told_by_name_to_who_has_the_key_and_as_a_word_to_others()
    {
        await using var server = await RunningServer.StartAsync(configure: options => options.ApiKeyFile = KeyFile(Key));
        server.Client.DefaultRequestHeaders.Add("X-Api-Key", Key);
        await server.AddProfileAsync();
        await server.SyncAsync();
        server.Provider.Catalog.Movies.Remove(300);
        await server.SyncAsync();

        Assert.Equal("Degraded\nhome: movies held back", (await server.GetAsync("/readyz")).Expect(200).Body);
        server.Client.DefaultRequestHeaders.Clear();
        Assert.Equal("Degraded", (await server.GetAsync("/readyz")).Expect(200).Body);
    }

    [Fact]
    public async Task The_key_is_the_key_and_nothing_like_it()
    {
        await using var server = await RunningServer.StartAsync(configure: options => options.ApiKeyFile = KeyFile(Key + "\n"));
        (string Header, string Value, int Status)[] cases =
        [
            ("Authorization", "Bearer " + Key, 200),
            ("Authorization", "bearer " + Key, 200),
            ("X-Api-Key", Key, 200),
            ("Authorization", Key, 401),
            ("Authorization", "Basic " + Key, 401),
            ("Authorization", "Bearer " + Key + "0", 401),
            ("X-Api-Key", "0123456789ABCDEF0123456789ABCDEF", 401),
            ("X-Api-Key", "0123456789abcdef", 401),
            ("X-Api-Key", "", 401),
        ];
        foreach (var (header, value, status) in cases)
        {
            (await server.GetAsync("/api/profiles", (header, value))).Expect(status);
        }
    }

    [Theory]
    [InlineData("", UnixFileMode.None)]
    [InlineData("short", UnixFileMode.None)]
    [InlineData(Key + " " + Key, UnixFileMode.None)]
    [InlineData(Key + "\n" + Key, UnixFileMode.None)]
    [InlineData(Key, UnixFileMode.OtherRead)]
    [InlineData(Key, UnixFileMode.GroupWrite)]
    public void A_bad_key_file_is_refused_without_repeating_it(string content, UnixFileMode more)
    {
        var exception = Assert.Throws<ValidationException>(() => DataflowServer.Create(Options("http://0.0.0.0:0", KeyFile(content, more))));

        Assert.DoesNotContain(Key, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(_directory.FullName, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://0.0.0.0:8080")]
    [InlineData("http://*:8080")]
    [InlineData("http://+:8080")]
    [InlineData("http://[::]:8080")]
    [InlineData("http://192.0.2.1:8080")]
    [InlineData("http://catalog.example:8080")]
    [InlineData("http://localhost.example:8080")]
    [InlineData("http://127.0.0.1.example:8080")]
    public void Any_address_but_loopback_needs_a_key(string url) =>
        Assert.Contains("needs an API key file", Assert.Throws<ValidationException>(() => DataflowServer.Create(Options(url))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("https://127.0.0.1:8080")]
    [InlineData("http://unix:/run/hidden-value.sock")]
    [InlineData("http://user:hidden-value@127.0.0.1:8080")]
    [InlineData("http://127.0.0.1:8080/hidden-value")]
    [InlineData("http://127.0.0.1:99999")]
    [InlineData("http://localhost:0")]
    [InlineData("127.0.0.1:8080")]
    [InlineData("hidden-value")]
    [InlineData("")]
    public void What_is_no_address_is_refused_without_repeating_it(string url) => Assert.DoesNotContain(
        "hidden-value", Assert.Throws<ValidationException>(() => DataflowServer.Create(Options(url))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("inside")]
    [InlineData("in/side")]
    public void Profiles_are_not_kept_among_the_catalogs(string below)
    {
        var options = Options("http://127.0.0.1:0");
        options.ConfigDirectory = Path.Combine(options.DataDirectory, below);

        Assert.Throws<ValidationException>(() => DataflowServer.Create(options));
    }

    private ServerOptions Options(string url, string? key = null) =>
        new() { DataDirectory = Path.Combine(_directory.FullName, "catalogs"), Urls = [url], ApiKeyFile = key };

    private string KeyFile(string content, UnixFileMode more = UnixFileMode.None)
    {
        var file = Path.Combine(_directory.FullName, "key.txt");
        File.WriteAllText(file, content);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | more);
        }

        return file;
    }
}
