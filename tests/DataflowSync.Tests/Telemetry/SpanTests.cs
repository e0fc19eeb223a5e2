using System.Diagnostics;
using System.Text;
using DataflowSync.Telemetry;
using DataflowSync.Tests.Engine;
using Microsoft.Extensions.Time.Testing;

namespace DataflowSync.Tests.Telemetry;

[Collection(SignalTests.Name)]
public sealed class SpanTests
{
    [Fact]
    public async Task Two_runs_interleaved_on_one_engine_have_each_their_own_whole_tree()
    {
        await using var harness = new SignalHarness(configure: options => options.BatchSize = 100);
        using var homeTurn = new SemaphoreSlim(0);
        using var awayTurn = new SemaphoreSlim(0);
        harness.Source.Answer("things", _ => Interleaved(300, mine: homeTurn, others: awayTurn));
        harness.AwaySource.Answer("things", _ => Interleaved(500, mine: awayTurn, others: homeTurn));

        await Task.WhenAll(harness.Sync.RunAsync(SignalHarness.Home), harness.Sync.RunAsync(SignalHarness.Away)).WaitAsync(SignalHarness.LongEnough);

        Assert.Equal(2, harness.Heard.Spans("dataflowsync.run").Count());
        foreach (var run in harness.Heard.Spans("dataflowsync.run"))
        {
            var trace = harness.Heard.Ended.Where(span => span.TraceId == run.TraceId).ToList();
            Assert.Equal(
                ["dataflowsync.account_check", "dataflowsync.step"],
                trace.Where(span => span.ParentSpanId == run.SpanId).Select(span => span.OperationName).Order(StringComparer.Ordinal));
            var step = Assert.Single(trace, span => span.OperationName == "dataflowsync.step");
            var attempt = Assert.Single(trace, span => span.ParentSpanId == step.SpanId);
            var work = trace.Where(span => span.ParentSpanId == attempt.SpanId).ToList();
            var batches = (string?)run.GetTagItem("dataflowsync.profile.id") == SignalHarness.Home ? 3 : 5;
            Assert.Equal(
                ["dataflowsync.fetch", "dataflowsync.parse", "dataflowsync.publish", .. Enumerable.Repeat("dataflowsync.store_batch", batches)],
                work.Select(span => span.OperationName).Order(StringComparer.Ordinal));
            var publish = Assert.Single(work, span => span.OperationName == "dataflowsync.publish");
            var publishing = trace.Where(span => span.ParentSpanId == publish.SpanId).ToList();
            Assert.Equal(
                ["dataflowsync.publish.write", "dataflowsync.publish.flush", "dataflowsync.publish.write", "dataflowsync.publish.flush", "dataflowsync.publish.switch"],
                publishing.OrderBy(span => span.StartTimeUtc).Select(span => span.OperationName));
            Assert.Equal(4 + work.Count + publishing.Count, trace.Count);
            Assert.All(trace, span => Assert.InRange(span.StartTimeUtc, run.StartTimeUtc, run.StartTimeUtc + run.Duration));
        }
    }

    [Fact]
    public async Task A_run_goes_under_the_callers_activity_and_leaves_it_current()
    {
        await using var harness = new SignalHarness();
        using var caller = new Activity("caller").Start();

        await harness.SyncAsync("[]");

        Assert.Same(caller, Activity.Current);
        Assert.Equal(caller.SpanId, Assert.Single(harness.Heard.Spans("dataflowsync.run")).ParentSpanId);
    }

    [Fact]
    public async Task The_source_is_opened_and_read_under_the_span_of_its_fetch()
    {
        await using var harness = new SignalHarness();
        var seen = new List<string?>();
        harness.Source.Answer("things", _ =>
        {
            seen.Add(Activity.Current?.OperationName);
            return new PacedStream("[]"u8.ToArray(), 1, _ =>
            {
                seen.Add(Activity.Current?.OperationName);
                return Task.CompletedTask;
            });
        });

        await harness.SyncAsync();

        Assert.Equal(["dataflowsync.fetch", "dataflowsync.fetch", "dataflowsync.fetch", "dataflowsync.fetch"], seen);
    }

    [Fact]
    public async Task The_source_is_opened_under_the_callers_activity_where_nobody_listens_to_the_engine()
    {
        await using var harness = new SignalHarness(listens: false);
        using var caller = new Activity("caller").Start();
        Activity? seen = null;
        harness.Source.Answer("things", _ =>
        {
            seen = Activity.Current;
            return new MemoryStream("[]"u8.ToArray());
        });

        await harness.SyncAsync();

        Assert.Same(caller, seen);
    }

    [Fact]
    public async Task The_request_of_an_http_client_goes_under_the_fetch()
    {
        await using var harness = new SignalHarness();
        using var http = new SignalRecorder("System.Net.Http");
        using var client = CannedHttp.Client("[]");
        harness.Source.Answer("things", _ => new PacedStream("[]"u8.ToArray(), 2, async token =>
        {
            using var response = await client.GetAsync(new Uri("http://canned.invalid/"), token);
        }));

        await harness.SyncAsync();

        var requests = http.Ended.Where(span => span.Source.Name == "System.Net.Http").ToList();
        Assert.Equal(2, requests.Count);
        Assert.All(requests, request => Assert.Equal(Assert.Single(harness.Heard.Spans("dataflowsync.fetch")).SpanId, request.ParentSpanId));
    }

    [Fact]
    public async Task The_time_to_the_first_byte_is_the_time_to_open_and_to_read_it()
    {
        var time = new FakeTimeProvider();
        await using var harness = new SignalHarness(time);
        var reads = 0;
        harness.Source.Answer("things", _ =>
        {
            time.Advance(TimeSpan.FromSeconds(2));
            return new PacedStream("[]"u8.ToArray(), 1, _ =>
            {
                time.Advance(reads++ == 0 ? TimeSpan.FromSeconds(5) : TimeSpan.FromSeconds(11));
                return Task.CompletedTask;
            });
        });

        await harness.SyncAsync();

        var fetch = Assert.Single(harness.Heard.Spans("dataflowsync.fetch"));
        Assert.Equal(7.0, fetch.GetTagItem("dataflowsync.fetch.time_to_first_byte"));
        Assert.Equal(2L, fetch.GetTagItem("dataflowsync.fetch.bytes"));
    }

    [Fact]
    public async Task An_attempt_links_to_the_one_before_and_the_step_tells_of_each_retry()
    {
        await using var harness = new SignalHarness();
        var things = Thing.List(Thing.Range(1, 10));

        await harness.SyncAsync(things[..^1], string.Empty, things);

        AssertLinked(harness.Heard.Spans("dataflowsync.attempt"));
        Assert.Equal([("Truncated", 1, 0.0), ("EmptyBody", 2, 0.0)], Retries(Assert.Single(harness.Heard.Spans("dataflowsync.step"))));
        Assert.Empty(Retries(Assert.Single(harness.Heard.Spans("dataflowsync.run"))));
    }

    [Fact]
    public async Task The_attempt_by_categories_links_to_the_last_one_at_the_whole_list()
    {
        await using var harness = new SignalHarness(configure: options => options.Retries = 1);
        harness.Source.Groups["things"] = [("a", "[{\"id\":1}]"), ("b", "[{\"id\":2}]")];

        var report = await harness.SyncAsync(string.Empty);

        Assert.Equal((StepStatus.Completed, 3), (report.Steps[0].Status, report.Steps[0].Attempts));
        AssertLinked(harness.Heard.Spans("dataflowsync.attempt"));
        Assert.Equal([("EmptyBody", 1, 0.0), ("EmptyBody", 2, 0.0)], Retries(Assert.Single(harness.Heard.Spans("dataflowsync.step"))));
    }

    [Fact]
    public async Task A_retried_account_check_is_on_the_run_with_each_of_its_attempts()
    {
        var time = new FakeTimeProvider();
        await using var harness = new SignalHarness(
            time, options => (options.RetryDelay, options.RetryJitter, options.Retries) = (TimeSpan.FromSeconds(4), 0, 1));
        var isFirst = true;
        harness.Source.Check = _ => isFirst
            ? throw new SourceException(SyncErrorCode.Network, "connection refused")
            : Task.FromResult<AccountInfo?>(null);

        var run = harness.SyncAsync("[]");
        while (!harness.Log.Lines.Any(line => line.Event.Name == "Retrying"))
        {
            await Task.Yield();
        }

        isFirst = false;
        while (!run.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(4));
            await Task.Yield();
        }

        Assert.Equal(SyncStatus.Completed, (await run).Status);
        var checks = harness.Heard.Spans("dataflowsync.account_check").ToList();
        AssertLinked(checks);
        Assert.Equal([("Network", "connection refused"), (null, null)], checks.Select(check => (check.GetTagItem("error.type") as string, check.StatusDescription)));
        Assert.Equal([("Network", 1, 4.0)], Retries(Assert.Single(harness.Heard.Spans("dataflowsync.run"))));
    }

    [Fact]
    public void The_longest_wait_is_the_providers_and_not_that_for_a_full_pipe()
    {
        var time = new FakeTimeProvider();
        using var activity = new Activity("fetch").Start();
        var fetch = new FetchSpan(activity, new("dataflowsync.step", "things"), time);

        time.Advance(TimeSpan.FromSeconds(200));
        fetch.EndOpening();
        Read(3, 10);
        time.Advance(TimeSpan.FromSeconds(100));
        Read(7, 10);
        time.Advance(TimeSpan.FromSeconds(50));
        Read(5, 0);
        time.Advance(TimeSpan.FromSeconds(300));
        fetch.Dispose();

        Assert.Equal(7.0, activity.GetTagItem("dataflowsync.fetch.longest_wait"));
        Assert.Equal(203.0, activity.GetTagItem("dataflowsync.fetch.time_to_first_byte"));
        Assert.Equal("dataflowsync.fetch.first_byte", Assert.Single(activity.Events).Name);

        void Read(int seconds, int bytes)
        {
            fetch.BeginReading();
            time.Advance(TimeSpan.FromSeconds(seconds));
            fetch.EndReading(bytes);
        }
    }

    [Fact]
    public async Task Whatever_the_store_waits_for_to_publish_is_under_a_span_that_names_it()
    {
        await using var harness = new SignalHarness();

        await harness.SyncAsync(Thing.List(Thing.Range(1, 100)));

        // Before the run the profile's directory is made, and after its steps the history is saved.
        Assert.Equal(
            ["flush dataflowsync.publish.flush", "flush dataflowsync.publish.switch", "flush directory dataflowsync.publish.switch"],
            harness.Disk.Done.Where(done => done.Work != "write" && done.Span is not (null or "dataflowsync.run"))
                .Select(done => $"{done.Work} {done.Span}").Distinct().Order(StringComparer.Ordinal));
        foreach (var span in harness.Heard.Spans("dataflowsync.publish.flush"))
        {
            Assert.True((long)span.GetTagItem("dataflowsync.publish.bytes")! > 0);
        }

        Assert.Equal(
            ["things.1.db", "things.1.db", "things.1.index", "things.1.index", "pointer.json"],
            harness.Heard.Ended.Where(span => span.OperationName.StartsWith("dataflowsync.publish.", StringComparison.Ordinal))
                .Select(span => (string)span.GetTagItem("dataflowsync.publish.file")!));
    }

    [Fact]
    public async Task The_durations_are_measured_while_their_span_is_current_so_that_exemplars_point_to_it()
    {
        await using var harness = new SignalHarness();

        await harness.SyncAsync(Thing.List(Thing.Range(1, 100)));

        foreach (var (metric, span) in new[]
        {
            ("dataflowsync.run.duration", "dataflowsync.run"),
            ("dataflowsync.step.duration", "dataflowsync.step"),
            ("dataflowsync.batch.duration", "dataflowsync.store_batch"),
            ("dataflowsync.batch.size", "dataflowsync.store_batch"),
            ("dataflowsync.publish.duration", "dataflowsync.publish"),
        })
        {
            Assert.Same(Assert.Single(harness.Heard.Spans(span)), Assert.Single(harness.Heard.Measurement(metric)).Under);
        }
    }

    /// <summary>Each of them links to the one before, and to nothing else.</summary>
    private static void AssertLinked(IEnumerable<Activity> attempts)
    {
        Activity? before = null;
        var number = 0;
        foreach (var attempt in attempts.OrderBy(attempt => attempt.GetTagItem("dataflowsync.attempt.number")))
        {
            Assert.Equal(++number, attempt.GetTagItem("dataflowsync.attempt.number"));
            Assert.Equal(before is null ? [] : [before.Context], attempt.Links.Select(link => link.Context));
            before = attempt;
        }

        Assert.True(number > 1);
    }

    private static IEnumerable<(string Error, int Attempt, double Wait)> Retries(Activity span) => span.Events
        .Where(moment => moment.Name == "dataflowsync.retry")
        .Select(moment => moment.Tags.ToDictionary())
        .Select(tags => ((string)tags["error.type"]!, (int)tags["dataflowsync.attempt.number"]!, (double)tags["dataflowsync.retry.wait"]!));

    /// <summary>A body of ten pieces that gives the turn to the other body before each.</summary>
    private static PacedStream Interleaved(int count, SemaphoreSlim mine, SemaphoreSlim others)
    {
        var body = Encoding.UTF8.GetBytes(Thing.List(Thing.Range(1, count)));
        return new PacedStream(body, (body.Length / 10) + 1, async token =>
        {
            others.Release();
            await mine.WaitAsync(token);
        });
    }
}
