using System.Diagnostics;
using DataflowSync.EndToEnd.Tests.Setup;
using DataflowSync.LiteDb;
using DataflowSync.Testing;
using DataflowSync.Tests.Telemetry;

namespace DataflowSync.EndToEnd.Tests.Telemetry;

/// <summary>What went wrong in a run can be read from its trace alone. By a clock that only the test moves.</summary>
public sealed class DiagnosisTests : IDisposable
{
    private readonly ManualClock _clock = new();
    private readonly SignalRecorder _signals = new();

    [Fact]
    public async Task A_slow_first_byte_is_the_wait_of_its_fetch_and_of_no_other()
    {
        await using var fixture = await StartAsync();
        fixture.Fail("movies", Fault.Delay(TimeSpan.FromSeconds(30)));

        var run = fixture.SyncAsync();
        Assert.Equal(TimeSpan.FromSeconds(30), await _clock.PassNextWaitAsync());
        var trace = RunTrace.Of(await run, _signals);

        Assert.Equal(
            [("movies", 30.0)],
            trace.All<double>("dataflowsync.fetch.time_to_first_byte").Where(fetch => fetch.Value > 0).Select(fetch => (fetch.Step!, fetch.Value)));
        var fetch = Assert.Single(trace.Of("movies", "fetch"));
        var firstByte = Assert.Single(fetch.Events, moment => moment.Name == "dataflowsync.fetch.first_byte");
        Assert.InRange(firstByte.Timestamp.UtcDateTime, fetch.StartTimeUtc, fetch.StartTimeUtc + fetch.Duration);

        // The wait was for the beginning of the answer, not in the middle of it.
        Assert.Equal(0.0, fetch.GetTagItem("dataflowsync.fetch.longest_wait"));
    }

    [Fact]
    public async Task A_stall_is_the_longest_wait_of_a_fetch_that_had_begun_and_why_its_attempt_failed()
    {
        await using var fixture = await StartAsync();
        fixture.Fail("movies", Fault.Stall(2_000));

        var run = fixture.SyncAsync();
        await fixture.Provider.WaitForRequestAsync(request => request.Outcome == FakeRequestOutcome.Stalled).WaitAsync(SyncFixture.LongEnough);
        while (!run.IsCompleted && fixture.Provider.Requests.Count(request => request.Action == "get_vod_streams") < 2)
        {
            _clock.Advance(TimeSpan.FromSeconds(60));
            await Task.WhenAny(run, Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System));
        }

        var trace = RunTrace.Of(await run, _signals);

        var stalled = trace.Of("movies", "fetch")[0];
        Assert.Equal((2_000L, "Stalled"), (stalled.GetTagItem("dataflowsync.fetch.bytes"), stalled.GetTagItem("error.type")));
        Assert.InRange((double)stalled.GetTagItem("dataflowsync.fetch.longest_wait")!, 60, double.MaxValue);
        Assert.Single(stalled.Events, moment => moment.Name == "dataflowsync.fetch.first_byte");
        var attempt = trace.Of("movies", "attempt")[0];
        Assert.Equal(
            ("Stalled", "the provider sent nothing for 60 s in the middle of its answer"), (attempt.GetTagItem("error.type"), attempt.StatusDescription));
        Assert.Equal(attempt.StatusDescription, stalled.StatusDescription);
        Assert.Equal(["Failed", "Completed"], trace.Of("movies", "attempt").Select(span => span.GetTagItem("dataflowsync.result")));
    }

    [Fact]
    public async Task A_retry_is_told_by_its_step_with_why_and_how_long_and_linked_to_what_it_repeats()
    {
        await using var fixture = await StartAsync();
        fixture.Fail("series", Fault.Status(429, TimeSpan.FromSeconds(7)));
        fixture.Fail(Fault.AccountCheck, Fault.Status(503, TimeSpan.FromSeconds(3)));

        var run = fixture.SyncAsync();
        Assert.Equal(TimeSpan.FromSeconds(3), await _clock.PassNextWaitAsync());
        Assert.Equal(TimeSpan.FromSeconds(7), await _clock.PassNextWaitAsync());
        var trace = RunTrace.Of(await run, _signals);

        Assert.Equal([("RateLimited", 1, 7.0)], RunTrace.Retries(Assert.Single(trace.Of("series", "step"))));
        Assert.Equal([("HttpStatus", 1, 3.0)], RunTrace.Retries(trace.Run));
        AssertRepeats(trace.Of("series", "attempt"), "the provider limits the rate of requests (429)");
        AssertRepeats([.. trace.Spans.Where(span => span.OperationName == "dataflowsync.account_check")], "provider answered 503");

        // Made good: neither the step nor the run failed.
        Assert.Equal((ActivityStatusCode.Unset, ActivityStatusCode.Unset), (trace.Run.Status, trace.Of("series", "step")[0].Status));

        static void AssertRepeats(IReadOnlyList<Activity> attempts, string why)
        {
            Assert.Equal([why, null], attempts.Select(attempt => attempt.StatusDescription));
            Assert.Empty(attempts[0].Links);
            Assert.Equal(attempts[0].SpanId, Assert.Single(attempts[1].Links).Context.SpanId);
        }
    }

    [Fact]
    public async Task A_guarded_fetch_tells_what_came_and_what_stays()
    {
        await using var fixture = await StartAsync();
        await fixture.SyncAsync();
        fixture.Catalog.Movies.Remove(100);

        var trace = RunTrace.Of(await fixture.SyncAsync(), _signals);

        foreach (var span in trace.Of("movies", "step").Concat(trace.Of("movies", "attempt")))
        {
            Assert.Equal(
                ("Guarded", 20L, 120L),
                (span.GetTagItem("dataflowsync.result"), span.GetTagItem("dataflowsync.guard.fetched"), span.GetTagItem("dataflowsync.guard.published")));
        }

        Assert.Equal(2, trace.All<long>("dataflowsync.guard.fetched").Count());
        Assert.Empty(trace.Of("movies", "publish"));
        Assert.Equal("Partial", trace.Run.GetTagItem("dataflowsync.result"));
    }

    [Fact]
    public async Task Rejects_are_told_by_number_position_and_reason_and_never_by_what_was_in_them()
    {
        await using var fixture = await StartAsync();
        var good = string.Join(',', Enumerable.Range(1, 20).Select(id => $$"""{"stream_id":{{id}},"name":"fine"}"""));
        var bad = string.Join(',', Enumerable.Repeat("""{"name":"Nobody may see this"}""", 7));
        fixture.Fail("movies", Fault.Body($"[{good},{bad},17]"));

        var trace = RunTrace.Of(await fixture.SyncAsync(), _signals);

        foreach (var span in trace.Of("movies", "step").Concat(trace.Of("movies", "attempt")))
        {
            Assert.Equal(8L, span.GetTagItem("dataflowsync.reject.count"));
            Assert.Equal(
                "MissingId at 20, MissingId at 21, MissingId at 22, MissingId at 23, MissingId at 24", span.GetTagItem("dataflowsync.reject.samples"));
        }

        Assert.Equal(2, trace.All<long>("dataflowsync.reject.count").Count());
        Assert.DoesNotContain(
            trace.Spans.SelectMany(span => span.TagObjects.Concat(span.Events.SelectMany(moment => moment.Tags)).Select(tag => $"{tag.Value}").Append(span.StatusDescription)),
            text => text?.Contains("Nobody", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task A_slow_publication_is_in_the_span_of_what_the_disk_is_asked_for()
    {
        var directory = Directory.CreateTempSubdirectory("dataflowsync-e2e-");
        using var disk = new HeldDisk("movies.");
        var store = new LiteDbCatalogStore(new LiteDbStoreOptions { DataDirectory = directory.FullName, Disk = disk });
        await using var fixture = await SyncFixture.StartAsync(time: _clock, store: _ => store);
        try
        {
            var run = fixture.SyncAsync();
            var held = await disk.Held.WaitAsync(SyncFixture.LongEnough);

            Assert.Equal("dataflowsync.publish.flush", held.OperationName);
            Assert.Equal("dataflowsync.publish", held.Parent!.OperationName);
            Assert.Equal((false, false), (held.IsStopped, held.Parent.IsStopped));
            disk.Release();
            var trace = RunTrace.Of(await run, _signals);

            var publish = Assert.Single(trace.Of("movies", "publish"));
            var parts = trace.Spans.Where(span => span.ParentSpanId == publish.SpanId).ToList();
            Assert.Equal(
                ["write movies.4.db", "flush movies.4.db", "write movies.4.index", "flush movies.4.index", "switch pointer.json"],
                parts.Select(part => $"{part.OperationName["dataflowsync.publish.".Length..]} {part.GetTagItem("dataflowsync.publish.file")}"));

            // One after the other, with nothing of the publication outside of them but what takes no disk.
            Assert.All(parts.Zip(parts.Skip(1)), pair => Assert.True(pair.First.StartTimeUtc + pair.First.Duration <= pair.Second.StartTimeUtc));
            Assert.Equal(new FileInfo(Path.Combine(directory.FullName, SyncFixture.Profile, "movies.4.db")).Length, parts[1].GetTagItem("dataflowsync.publish.bytes"));
        }
        finally
        {
            disk.Release();
            directory.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_batch_is_one_span_however_large_the_list()
    {
        await using var fixture = await SyncFixture.StartAsync(provider => provider.Movies = 1_050, engine => engine.BatchSize = 100);

        var trace = RunTrace.Of(await fixture.SyncAsync(), _signals);

        Assert.Equal([.. Enumerable.Repeat(100, 10), 50], trace.Of("movies", "store_batch").Select(batch => (int)batch.GetTagItem("dataflowsync.batch.size")!));

        // Besides: step, attempt, fetch, parse, publish.
        Assert.Equal(11 + 5, trace.Spans.Count(span => (string?)span.GetTagItem("dataflowsync.step") == "movies"));
    }

    public void Dispose() => _signals.Dispose();

    private Task<SyncFixture> StartAsync() => SyncFixture.StartAsync(provider => provider.TimeProvider = _clock, time: _clock);
}
