using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using DataflowSync.Server.Json;
using DataflowSync.Testing;
using DataflowSync.Xtream.Tests;

namespace DataflowSync.Cli.Tests.Watching;

public sealed class WatchCommandTests
{
    [Fact]
    public async Task A_pipe_gets_a_line_for_each_thing_that_matters()
    {
        await using var fixture = await ServedFixture.StartAsync();
        await fixture.AddProfileAsync();
        await using var watch = fixture.Watch("--profile", "home");
        await watch.ErrorAsync("watching http://");
        fixture.Provider.Faults.Add(Fault.Truncate(4_096) with { Target = "movies" });

        await fixture.SyncAsync();
        await watch.OutputAsync("home: sync ");
        await watch.OutputAsync("home: channels: Completed, 120 items");
        await watch.OutputAsync("home: movies: attempt 2");
        await watch.OutputAsync("home: movies: Completed, 400 items");
        Assert.Matches(@"^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ home: Completed in [\d.,]+ s: \d+ added, 0 updated, 0 removed$", await watch.OutputAsync("home: Completed in"));

        fixture.Provider.Catalog.Movies.Remove(300);
        await fixture.SyncAsync();
        await watch.OutputAsync("home: movies: Guarded");
        await watch.OutputAsync("home: Partial in");
        await watch.OutputAsync("home: movies: held back");
        await watch.SignalAsync("INT");

        var result = await watch.EndAsync();
        Assert.Equal((0, $"dataflowsync: watching {fixture.Url}/\n"), (result.ExitCode, result.Errors));
        var once = await Tool.RunAsync("watch", "--url", fixture.Url, "--once");
        Assert.Equal((0, string.Empty), (once.ExitCode, once.Errors));
        Assert.Contains("held back: movies, 100 items", once.Output, StringComparison.Ordinal);
        Assert.Contains("No sync goes on.", once.Output, StringComparison.Ordinal);
        Assert.Contains("Guarded", once.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', once.Output);
    }

    [Fact]
    public async Task A_program_gets_the_events_and_a_sync_that_goes_on_is_seen_at_once()
    {
        await using var fixture = await ServedFixture.StartAsync();
        await fixture.AddProfileAsync();
        fixture.Provider.Faults.Add(Fault.Stall(10_000) with { Target = "movies" });
        await fixture.SyncAsync();
        await fixture.Provider.WaitForRequestAsync(request => request.Outcome == FakeRequestOutcome.Stalled).WaitAsync(TimeSpan.FromSeconds(60));

        await using var watch = fixture.Watch("--json");
        var live = JsonNode.Parse(await watch.FirstLine.WaitAsync(TimeSpan.FromSeconds(60)))!;
        Assert.Equal(("home", "Syncing movies..."), (live["profileId"]!.GetValue<string>(), live["currentStep"]!.GetValue<string>()));
        var once = await Tool.RunAsync("watch", "--url", fixture.Url, "--once", "--json");
        Assert.Equal(live["runId"]!.GetValue<string>(), once.Json["runs"]![0]!["runId"]!.GetValue<string>());
        Assert.True(once.Json["profiles"]![0]!["isSyncing"]!.GetValue<bool>());
        Assert.Contains("Syncing movies...", (await Tool.RunAsync("watch", "--url", fixture.Url, "--once")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_started_again_is_followed()
    {
        await using var fixture = await ServedFixture.StartAsync();
        await fixture.AddProfileAsync();
        await using var watch = fixture.Watch();
        await watch.ErrorAsync("watching http://");

        await fixture.StopAsync();
        Assert.EndsWith("next try in 1s", await watch.ErrorAsync("connection lost"), StringComparison.Ordinal);
        await fixture.ServeAsync();
        await watch.ErrorAsync("watching http://");
        await fixture.SyncAsync();

        await watch.OutputAsync("home: Completed in");
    }

    [Fact]
    public async Task Without_the_key_of_a_server_the_option_is_named_and_with_it_it_is_shown()
    {
        var directory = Directory.CreateTempSubdirectory("dataflowsync-key-");
        var (key, other) = (WriteKey("key.txt", 'k'), WriteKey("other.txt", 'o'));
        await using var fixture = await ServedFixture.StartAsync("--api-key-file", key);

        var without = await Tool.RunAsync("watch", "--url", fixture.Url);
        var wrong = await Tool.RunAsync("watch", "--url", fixture.Url, "--api-key-file", other);
        var with = await Tool.RunAsync("watch", "--url", fixture.Url, "--api-key-file", key, "--once");

        Assert.Equal((1, 1, 0), (without.ExitCode, wrong.ExitCode, with.ExitCode));
        Assert.Contains("--api-key-file", Assert.Single(without.ErrorLines), StringComparison.Ordinal);
        Assert.Contains("--api-key-file", Assert.Single(wrong.ErrorLines), StringComparison.Ordinal);
        Assert.Contains("No profile yet", with.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(new string('o', 32), wrong.Output + wrong.Errors, StringComparison.Ordinal);
        directory.Delete(recursive: true);

        string WriteKey(string file, char letter)
        {
            var path = Path.Combine(directory.FullName, file);
            File.WriteAllText(path, new string(letter, 40));
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }

            return path;
        }
    }

    [Fact]
    public async Task Where_no_server_is_the_state_cannot_be_printed_and_it_is_said_what_to_do()
    {
        await using var server = new LoopbackServer();
        await server.DisposeAsync();

        var result = await Tool.RunAsync("watch", "--url", server.BaseUrl, "--once");

        Assert.Equal((1, string.Empty), (result.ExitCode, result.Output));
        Assert.Contains("'dataflowsync serve'", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 4\r\n\r\n<h1>")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}")]
    [InlineData("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("SSH-2.0-OpenSSH_9.7\r\n")]
    public async Task What_is_no_DataflowSync_server_is_said_to_be_none(string answer)
    {
        foreach (var mode in (string[][])[["--once"], []])
        {
            await using var server = new LoopbackServer(Encoding.Latin1.GetBytes(answer));

            var result = await Tool.RunAsync(["watch", "--url", server.BaseUrl, .. mode]);

            Assert.Equal((1, string.Empty), (result.ExitCode, result.Output));
            Assert.Contains("DataflowSync server", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_profile_there_is_not_is_told()
    {
        await using var fixture = await ServedFixture.StartAsync();

        var result = await Tool.RunAsync("watch", "--url", fixture.Url, "--profile", "away");

        Assert.Equal((1, string.Empty), (result.ExitCode, result.Output));
        Assert.Contains("no profile away", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    [TerminalFact]
    public async Task A_terminal_gets_its_own_text_and_cursor_back_after_ctrl_c()
    {
        const string CtrlC = "\u0003";
        await using var server = new LoopbackServer((byte[]?)null);
        await using var watch = Tool.StartInTerminal(50, 12, "watch", "--url", server.BaseUrl);
        await server.WaitForRequestAsync();
        await watch.OutputAsync("connecting...");

        await watch.Input.WriteAsync(CtrlC);
        await watch.Input.FlushAsync();

        var result = await watch.EndAsync();
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("\e[?1049h\e[?25l", result.Output, StringComparison.Ordinal);
        Assert.EndsWith("\e[?25h\e[?1049l", result.Output.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_reads_no_more_ends_it()
    {
        var events = string.Concat(Enumerable.Repeat($"event: run\ndata: {JsonSerializer.Serialize(WatchViews.Run(), ServerJson.Default.LiveRun)}\n\n", 5_000));
        await using var server = new LoopbackServer(
            LoopbackServer.Ok(events, "Content-Type: text/event-stream\r\n"),
            LoopbackServer.Ok("[]", "Content-Type: application/json\r\n"),
            LoopbackServer.Ok("[]", "Content-Type: application/json\r\n"));

        var result = await Tool.RunInShellAsync("""{ "$@"; echo "code $?" >&2; } | head -n 1""", "watch", "--url", server.BaseUrl, "--json");

        Assert.Contains("code 0", result.Errors, StringComparison.Ordinal);
        Assert.Equal("home", result.Json["profileId"]!.GetValue<string>());
    }
}
