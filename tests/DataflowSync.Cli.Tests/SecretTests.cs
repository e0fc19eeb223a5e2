using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using DataflowSync.EndToEnd.Tests.Secrets;
using DataflowSync.LiteDb;
using DataflowSync.Testing;
using DataflowSync.Xtream.Tests;

namespace DataflowSync.Cli.Tests;

/// <summary>The process tells the credentials nowhere: not on its streams, not in the trace file, not in the data directory.</summary>
public sealed class SecretTests
{
    private const string Username = "@Quillfeather & +1#%41/ zephyrine";
    private const string Password = "@Marzipanoid &=+ #%2F/?; bulwarkish";
    private const string Token = "Tokenwort-7f3a91";

    private static readonly SecretSearch Search = new(Username, Password, Token, "quillfeather", "zephyrine", "marzipanoid", "bulwarkish");

    private static readonly string Query = $"username={Uri.EscapeDataString(Username)}&password={Uri.EscapeDataString(Password)}";

    [Theory]
    [InlineData("auto")]
    [InlineData("ndjson")]
    public async Task A_sync_and_all_that_is_asked_of_it_later_tell_nothing(string progress)
    {
        await using var fixture = await StartAsync();
        foreach (var (target, id) in new[] { ("channels", "stream_id"), ("movies", "stream_id"), ("series", "series_id") })
        {
            fixture.Provider.Faults.Add(Fault.Body(ListWithLinks(id)) with { Target = target, Times = null });
        }

        var results = new List<ToolResult>
        {
            await Tool.RunAsync(Arguments(fixture, "sync", "--json", "--progress", progress)),
            await Tool.RunAsync(Arguments(fixture, "sync", "--full", "--progress", progress)),
            await fixture.RunAsync("status"),
            await fixture.RunAsync("status", "--json"),
            await fixture.RunAsync("export", "--kind", "channels"),
            await fixture.RunAsync("export", "--kind", "series"),
            await fixture.RunAsync("verify"),
            await Tool.RunAsync("profiles", "--json", "--data", fixture.Data),
            await Tool.RunAsync("check", "--url", $"{fixture.Provider.BaseAddress}", "--username", Username, "--password", Password),
        };

        Assert.All(results, result => Assert.Equal(0, result.ExitCode));
        AssertWasAsked(fixture);
        AssertNone(fixture, results);
        Assert.NotEmpty(File.ReadAllLines(TraceFile(fixture)));
    }

    [Fact]
    public async Task Steps_that_fail_tell_nothing_of_what_the_provider_echoes()
    {
        await using var fixture = await StartAsync();
        var echo = JsonSerializer.Serialize(new { error = $"GET /player_api.php?{Query}" });
        var hidden = JsonSerializer.Serialize(new { error = $"request {Convert.ToBase64String(Encoding.UTF8.GetBytes($"x{Username}:{Password}"))}" });
        Fail(fixture, "channel-categories", Fault.Status(503));
        Fail(fixture, "channels", Fault.Body(echo));
        Fail(fixture, "movie-categories", Fault.Body($"<html>{Query} {Username}</html>", "text/html"));
        Fail(fixture, "movies", Fault.Body($"[{{\"stream_id\":1,\"name\":n{Password}}}]"));
        Fail(fixture, "series-categories", Fault.Truncate(100));
        Fail(fixture, "series", Fault.Body(hidden));

        var failed = await Tool.RunAsync(Arguments(fixture, "sync", "--json", "--retries", "1", "--progress", "ndjson"));
        var status = await fixture.RunAsync("status");

        Assert.Equal(1, failed.ExitCode);
        Assert.Equal(
            ["HttpStatus", "ProviderError", "NotJson", "MalformedJson", "Truncated", "ProviderError"],
            failed.Json["steps"]!.AsArray().Select(step => step!["error"]!["code"]!.GetValue<string>()));
        AssertWasAsked(fixture);
        AssertNone(fixture, [failed, status]);
    }

    [Theory]
    [InlineData("account:status=401", "AuthRejected")]
    [InlineData("account:status=404", "AuthRejected")]
    [InlineData("account:body={\"user_info\":{\"auth\":0,\"username\":\"{0}\",\"message\":\"{1}\"}}", "AuthRejected")]
    [InlineData("account:body={\"user_info\":{\"auth\":1,\"status\":\"Expired\",\"password\":\"{1}\"}}", "AccountInactive")]
    [InlineData("account:body={\"user_info\":n{0}:{1}}", "MalformedJson")]
    [InlineData("account:times=forever,reset=0", "Network")]
    public async Task A_refused_check_tells_nothing(string spec, string code)
    {
        await using var fixture = await StartAsync();
        var fault = Fault.Parse(spec.Replace("{0}", Username, StringComparison.Ordinal).Replace("{1}", Password, StringComparison.Ordinal)) with { Times = null };
        fixture.Provider.Faults.Add(fault);

        var sync = await Tool.RunAsync(Arguments(fixture, "sync", "--json", "--retries", "1"));
        var check = await Tool.Start(
            ["check", "--url", $"{fixture.Provider.BaseAddress}", "--username", Username, "--password-stdin"], input: Password).EndAsync();

        Assert.Equal((1, code), (sync.ExitCode, sync.Json["error"]!["code"]!.GetValue<string>()));
        Assert.Equal((1, string.Empty), (check.ExitCode, check.Output));
        AssertWasAsked(fixture);
        AssertNone(fixture, [sync, check]);
    }

    [Fact]
    public async Task A_provider_that_cannot_be_reached_or_sends_elsewhere_tells_nothing()
    {
        await using var fixture = await StartAsync();
        await using var server = new LoopbackServer(
            LoopbackServer.Ok("""{"user_info":{"auth":1}}"""), LoopbackServer.Status(302, $"Location: http://other.example.test/?{Query}\r\n"));
        string refused;
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            refused = $"http://{listener.LocalEndpoint}";
        }

        var results = new List<(string Code, ToolResult Result)>();
        foreach (var (url, code) in new[]
        {
            (server.BaseUrl, "Redirect"),
            (refused, "Network"),
            ("http://no-such-panel.invalid", "Network"),
            ($"https://127.0.0.1:{fixture.Provider.BaseAddress.Port}", "Network"),
            ($"{refused}/get.php?{Query}", "Network"),
        })
        {
            results.Add((code, await Tool.RunAsync(ArgumentsFor(url, fixture, "sync", "--json", "--steps", "movies", "--retries", "1", "--progress", "ndjson"))));
        }

        Assert.All(results, run => Assert.Equal(
            (1, run.Code), (run.Result.ExitCode, (run.Result.Json["error"] ?? run.Result.Step("movies")["error"])!["code"]!.GetValue<string>())));
        Assert.All(server.Targets, target => Assert.Contains(Query, target, StringComparison.Ordinal));
        AssertNone(fixture, results.Select(run => run.Result));
    }

    [Fact]
    public async Task A_run_that_is_cancelled_and_one_that_cannot_begin_tell_nothing()
    {
        await using var fixture = await StartAsync();
        fixture.Provider.Faults.Add(Fault.Stall(500) with { Target = "movies" });
        await using var tool = Tool.Start(Arguments(fixture, "sync", "--json"));
        await fixture.Provider.WaitForRequestAsync(request => request.Outcome == FakeRequestOutcome.Stalled).WaitAsync(TimeSpan.FromSeconds(60));
        var busy = await Tool.RunAsync(Arguments(fixture, "sync", "--json"));
        await tool.SignalAsync("INT");
        var cancelled = await tool.EndAsync();

        var lockFile = Path.Combine(fixture.Data, "home", "sync.lock");
        File.Delete(lockFile);
        Directory.CreateDirectory(lockFile);
        var unwritable = await Tool.RunAsync(Arguments(fixture, "sync", "--json"));

        Assert.Equal((75, 130, 1), (busy.ExitCode, cancelled.ExitCode, unwritable.ExitCode));
        Assert.Equal("StoreError", unwritable.Json["error"]!["code"]!.GetValue<string>());
        AssertWasAsked(fixture);
        AssertNone(fixture, [busy, cancelled, unwritable]);
    }

    [Fact]
    public async Task A_wrong_command_line_does_not_repeat_them()
    {
        await using var fixture = await StartAsync();
        string[][] wrong =
        [
            Arguments(fixture, "sync", Password),
            Arguments(fixture, "sync", $"--pasword={Password}"),
            Arguments(fixture, "sync", "--retries", Password),
            Arguments(fixture, "sync", "--password", Password),
            ArgumentsFor($"http://{Uri.EscapeDataString(Username)}:{Uri.EscapeDataString(Password)}@127.0.0.1/", fixture, "sync"),
            ArgumentsFor($"nothing://{Query}", fixture, "sync"),
            ["check", "--url", $"{fixture.Provider.BaseAddress}", "--username", Username, Password],
        ];

        var results = new List<ToolResult>();
        foreach (var arguments in wrong)
        {
            results.Add(await Tool.RunAsync(arguments));
        }

        Assert.All(results, result => Assert.Equal((64, string.Empty), (result.ExitCode, result.Output)));
        Assert.Empty(fixture.Provider.Requests);
        AssertNone(fixture, results);
    }

    private static Task<ToolFixture> StartAsync() => ToolFixture.StartAsync(options =>
    {
        options.Username = Username;
        options.Password = Password;
        (options.Channels, options.Movies, options.Series) = (12, 15, 8);
    });

    private static void Fail(ToolFixture fixture, string target, Fault fault) => fixture.Provider.Faults.Add(fault with { Target = target, Times = null });

    private static string[] Arguments(ToolFixture fixture, string command, params IEnumerable<string> more) =>
        ArgumentsFor($"{fixture.Provider.BaseAddress}", fixture, command, more);

    private static string[] ArgumentsFor(string url, ToolFixture fixture, string command, params IEnumerable<string> more) =>
    [
        command, "--url", url, "--username", Username, "--password", Password, "--profile", "home", "--data", fixture.Data,
        "--request-interval", "0ms", "--retry-delay", "1ms", "--trace-file", TraceFile(fixture), .. more,
    ];

    private static string TraceFile(ToolFixture fixture) => Path.Combine(fixture.Data, "trace.ndjson");

    private static string ListWithLinks(string idProperty) => JsonSerializer.Serialize(Enumerable.Range(1, 20).Select(id => new Dictionary<string, object>
    {
        [idProperty] = id,
        ["name"] = $"item {id}",
        ["direct_source"] = $"http://panel.example.test/live/{Uri.EscapeDataString(Username)}/{Uri.EscapeDataString(Password)}/{id}.ts",
        ["thumbnail"] = $"http://panel.example.test/play/{Token}",
        ["url"] = $"http://panel.example.test/?{Query}",
    }));

    private static void AssertWasAsked(ToolFixture fixture)
    {
        Assert.NotEmpty(fixture.Provider.Requests);
        Assert.All(fixture.Provider.Requests, request => Assert.Equal(
            (Username, Password), (request.Parameters["username"], request.Parameters["password"])));
    }

    private static void AssertNone(ToolFixture fixture, IEnumerable<ToolResult> results)
    {
        foreach (var result in results)
        {
            Search.AssertNoneIn(result.Output, "standard output");
            Search.AssertNoneIn(result.Errors, "standard error");
        }

        Search.AssertNoneInFiles(fixture.Data);
    }
}
