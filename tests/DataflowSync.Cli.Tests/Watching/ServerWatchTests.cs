using System.Globalization;
using System.Text.Json;
using DataflowSync.Cli.Watching;
using DataflowSync.Server.Json;
using DataflowSync.Xtream.Tests;
using Microsoft.Extensions.Time.Testing;

namespace DataflowSync.Cli.Tests.Watching;

public sealed class ServerWatchTests
{
    private const string NoProfiles = "[]";

    private static string RunEvent => $"event: run\ndata: {JsonSerializer.Serialize(WatchViews.Run(), ServerJson.Default.LiveRun)}\n\n";

    [Fact]
    public async Task A_server_that_is_away_is_tried_again_after_1_s_and_ever_longer_up_to_30_s()
    {
        await using var server = new LoopbackServer();
        await server.DisposeAsync();

        Assert.Equal([1, 2, 4, 8, 16, 30, 30], await WaitsAsync(server, 7));
    }

    [Fact]
    public async Task A_server_that_goes_away_is_followed_when_it_is_back_and_the_waits_begin_anew()
    {
        await using var server = new LoopbackServer(
            LoopbackServer.Status(503), LoopbackServer.Status(503), Events(RunEvent), Json(NoProfiles), Json(NoProfiles), LoopbackServer.Status(502));
        await using var watch = new RunningWatch(server);

        Assert.Equal("lost for 1 s", await watch.NextAsync());
        Assert.Equal("lost for 2 s", await watch.NextAsync());
        Assert.Equal("connected", await watch.NextAsync());
        Assert.Equal("home Syncing", await watch.NextAsync());
        Assert.Equal("lost for 1 s", await watch.NextAsync());
        Assert.Equal("lost for 2 s", await watch.NextAsync());
    }

    [Theory]
    [InlineData("event: run\ndata: {}\n\n")]
    [InlineData("event: run\ndata: \n\n")]
    public async Task Events_that_are_broken_end_the_connection_and_not_the_watch(string events)
    {
        await using var server = new LoopbackServer(Events(events), Json(NoProfiles));
        await using var watch = new RunningWatch(server);

        Assert.Equal("connected", await watch.NextAsync());
        Assert.Equal("lost for 1 s", await watch.NextAsync());
    }

    [Fact]
    public async Task An_endless_line_ends_the_connection()
    {
        await using var server = new LoopbackServer(Events("data: " + new string('x', 1 << 20)), Json(NoProfiles));
        await using var watch = new RunningWatch(server);

        Assert.Equal("connected", await watch.NextAsync());
        Assert.Equal("lost for 1 s", await watch.NextAsync());
    }

    [Fact]
    public async Task Events_nobody_knows_are_passed_over()
    {
        await using var server = new LoopbackServer(Events($": hello\nevent: other\ndata: {{\n\nevent: ping\ndata: \n\n{RunEvent}"), Json(NoProfiles), Json(NoProfiles));
        await using var watch = new RunningWatch(server);

        Assert.Equal("connected", await watch.NextAsync());
        Assert.Equal("home Syncing", await watch.NextAsync());
    }

    private static async Task<IReadOnlyList<int>> WaitsAsync(LoopbackServer server, int count)
    {
        await using var watch = new RunningWatch(server);
        var waits = new List<int>();
        while (waits.Count < count)
        {
            waits.Add(SecondsOf(await watch.NextAsync()));
        }

        return waits;
    }

    private static int SecondsOf(string lost) => int.Parse(lost.Split(' ')[2], CultureInfo.InvariantCulture);

    private static byte[] Events(string text) => LoopbackServer.Ok(text, "Content-Type: text/event-stream\r\n");

    private static byte[] Json(string text) => LoopbackServer.Ok(text, "Content-Type: application/json\r\n");

    /// <summary>A watch whose clock goes on whenever something is waited for.</summary>
    private sealed class RunningWatch : IAsyncDisposable
    {
        private static readonly TimeSpan LongEnough = TimeSpan.FromSeconds(60);

        private readonly FakeTimeProvider _time = new();
        private readonly CancellationTokenSource _stop = new();
        private readonly RecordingDisplay _display = new();
        private readonly ServerClient _client;
        private readonly Task _watching;
        private TimeSpan _wait;

        public RunningWatch(LoopbackServer server)
        {
            var options = new WatchOptions(new Uri(server.BaseUrl), apiKey: null, new HashSet<string>(), once: false, json: false);
            _client = new ServerClient(options, _time);
            _watching = new ServerWatch(_client, options, _display, _time).RunAsync(_stop.Token);
        }

        public async Task<string> NextAsync()
        {
            var next = _display.NextAsync().AsTask();

            // No faster than the watch can ask: it has a deadline by the same clock.
            for (var passed = TimeSpan.Zero; _wait > TimeSpan.Zero && !next.IsCompleted && passed < LongEnough + LongEnough;)
            {
                var (step, poll) = passed <= _wait ? (500, 5) : (50, 50);
                await Task.WhenAny(next, Task.Delay(TimeSpan.FromMilliseconds(poll), TimeProvider.System, CancellationToken.None));
                _time.Advance(TimeSpan.FromMilliseconds(step));
                passed += TimeSpan.FromMilliseconds(step);
                Assert.False(_watching.IsFaulted, $"{_watching.Exception}");
            }

            var told = await next.WaitAsync(LongEnough);
            _wait = told.StartsWith("lost", StringComparison.Ordinal) ? TimeSpan.FromSeconds(SecondsOf(told)) : TimeSpan.Zero;
            return told;
        }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _watching);
            _client.Dispose();
            _stop.Dispose();
        }
    }
}
