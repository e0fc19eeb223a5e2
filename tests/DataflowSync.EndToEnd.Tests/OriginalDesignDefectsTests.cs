using System.Buffers.Text;
using System.Text.Json;
using DataflowSync.EndToEnd.Tests.Setup;
using DataflowSync.Testing;
using DataflowSync.Xtream;
using Microsoft.Extensions.DependencyInjection;

namespace DataflowSync.EndToEnd.Tests;

/// <summary>What a design like this one got wrong when it was first written down, each turned round into a promise. Numbered as they were found.</summary>
public sealed class OriginalDesignDefectsTests
{
    private const string Profile = SyncFixture.Profile;

    // 1: a total timeout over the whole body.
    [Fact]
    public async Task A_list_may_take_most_of_an_hour_as_long_as_something_keeps_coming()
    {
        var clock = new ManualClock();
        await using var fixture = await SyncFixture.StartAsync(
            provider =>
            {
                provider.Movies = 200;
                provider.BytesPerSecond = 50_000;
                provider.TimeProvider = clock;
            },
            engine => (engine.IdleTimeout, engine.ProgressInterval) = (TimeSpan.FromHours(2), TimeSpan.Zero),
            clock);
        var reading = new TaskCompletionSource();
        var progress = new ProgressLog(moment => _ = moment.Bytes > 0 && reading.TrySetResult());

        var run = fixture.SyncAsync(new RunOptions { Steps = ["movies"] }, progress);
        await clock.PassNextWaitAsync(); // The account check's answer.
        await reading.Task.WaitAsync(SyncFixture.LongEnough);
        await clock.AdvanceUntilAsync(run, TimeSpan.FromMinutes(1));

        var step = (await run).Steps[0];
        Assert.Equal((StepStatus.Completed, 1, 200), (step.Status, step.Attempts, step.Added));
        var request = Assert.Single(fixture.Provider.Requests, request => request.Action == "get_vod_streams");
        Assert.True(request.EndedAt - request.StartedAt > TimeSpan.FromMinutes(30), $"{request.EndedAt - request.StartedAt}");
    }

    [Fact]
    public void The_http_client_has_no_total_timeout()
    {
        using var services = new ServiceCollection().AddXtreamHttpClient().Services.BuildServiceProvider();
        using var client = services.GetRequiredService<IHttpClientFactory>().CreateClient(XtreamSource.DefaultHttpClientName);

        Assert.Equal(Timeout.InfiniteTimeSpan, client.Timeout);
    }

    // 2: ids that are not integers became 0, and one row.
    [Fact]
    public async Task Ids_sent_as_text_are_ids_and_missing_ones_never_meet_on_item_zero()
    {
        await using var fixture = await SyncFixture.StartAsync();

        var report = await fixture.SyncBodyAsync("movies", """
            [{"stream_id":"101","name":"a"},{"stream_id":102,"name":"b"},{"name":"c"},{"stream_id":null,"name":"d"},{"stream_id":"","name":"e"},
             {"stream_id":"x","name":"f"},{"stream_id":0,"name":"g"},{"stream_id":"9007199254740993","name":"h"},{"stream_id":-4,"name":"i"}]
            """);

        Assert.Equal((9, 3, 6, 0), (report.Received, report.Added, report.Rejected, report.Duplicates));
        Assert.Equal(["101 a", "102 b", "9007199254740993 h"], (await fixture.ExportAsync("movies")).Select(item => $"{item["id"]} {item["name"]}"));
    }

    // 3: numbers sent as strings were dropped, and a little memory was lost for every integer category.
    [Fact]
    public async Task Numbers_sent_as_strings_are_kept()
    {
        await using var fixture = await SyncFixture.StartAsync(provider => provider.NumbersAsStrings = true);

        await fixture.SyncAsync();

        await fixture.AssertEqualsProviderAsync();
        Assert.Contains(await fixture.ExportAsync("movies"), movie => movie["rating"] is { } rating && rating.GetValueKind() == JsonValueKind.Number);
    }

    [Fact]
    public void Ever_new_integer_categories_cost_no_memory_that_stays()
    {
        using var source = XtreamSource.Create(new XtreamAccount("http://panel.example.test", "u", "p"));
        var format = source.Steps.Single(step => step.Name == Datasets.Channels).Format;
        var item = new ItemBuilder(format);
        var record = "{\"stream_id\":7,\"name\":\"a\",\"category_ids\":[1000000000]}"u8.ToArray();
        var digits = record.AsSpan().IndexOf("1000000000"u8);
        Map(1_000, 1_000_000_000);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Map(50_000, 2_000_000_000);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        // The shortest string there is takes 24 bytes: one a category would be more than a million.
        Assert.True(allocated < 100_000, $"{allocated} bytes");

        void Map(int count, int first)
        {
            for (var i = 0; i < count; i++)
            {
                Utf8Formatter.TryFormat(first + i, record.AsSpan(digits), out _);
                item.Reset();
                if (format.Map(record, item) is not null)
                {
                    throw new InvalidOperationException("The record was rejected.");
                }
            }
        }
    }

    // 4: credentials went into the address as they were.
    [Fact]
    public async Task Credentials_of_any_characters_arrive_as_they_are()
    {
        await using var fixture = await SyncFixture.StartAsync(provider =>
        {
            provider.Username = "näme & co=1#?";
            provider.Password = "p@ss w+rd/%25%&action=get_series;\"'ß";
        });

        Assert.Equal(SyncStatus.Completed, (await fixture.SyncAsync()).Status);

        Assert.Equal(7, fixture.Provider.Requests.Count);
        Assert.All(fixture.Provider.Requests, request => Assert.Equal(
            ("/player_api.php", fixture.Provider.Username, fixture.Provider.Password),
            (request.Path, request.Parameters["username"], request.Parameters["password"])));
    }

    // 5: 429 was final, nobody read Retry-After, and all clients came back together.
    [Fact]
    public async Task A_429_is_asked_again_after_the_time_it_names()
    {
        var clock = new ManualClock();
        await using var fixture = await SyncFixture.StartAsync(
            provider => provider.TimeProvider = clock, engine => engine.RetryDelay = TimeSpan.FromSeconds(1), clock);
        fixture.Fail("movies", Fault.Status(429, TimeSpan.FromSeconds(17)));

        var run = fixture.SyncStepAsync("movies");
        Assert.Equal(TimeSpan.FromSeconds(17), await clock.PassNextWaitAsync());

        Assert.Equal((StepStatus.Completed, 2), ((await run).Status, (await run).Attempts));
        var requests = fixture.Provider.Requests.Where(request => request.Action == "get_vod_streams").ToList();
        Assert.Equal([429, 200], requests.Select(request => request.Status));
        Assert.Equal(TimeSpan.FromSeconds(17), requests[1].StartedAt - requests[0].StartedAt);
    }

    [Fact]
    public async Task Waits_between_attempts_are_shortened_by_chance()
    {
        var clock = new ManualClock();
        await using var fixture = await SyncFixture.StartAsync(
            provider => provider.TimeProvider = clock,
            engine => (engine.Retries, engine.RetryDelay, engine.MaxRetryDelay, engine.RetryJitter) = (10, TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(8), 0.5),
            clock);
        fixture.Fail("movies", Fault.Status(429), times: null);

        var run = fixture.SyncStepAsync("movies");
        var waits = new List<TimeSpan>();
        while (waits.Count < 10)
        {
            waits.Add(await clock.PassNextWaitAsync());
        }

        Assert.Equal((SyncErrorCode.RateLimited, 11), ((await run).Error!.Code, (await run).Attempts));
        Assert.All(waits, wait => Assert.InRange(wait, TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(8)));
        Assert.True(waits.Distinct().Count() > 1);
    }

    // 6: cancellation was seen between attempts only, was an error, and the later steps ran.
    [Fact]
    public async Task Cancelling_in_the_middle_of_a_body_is_a_cancelled_outcome_and_the_later_steps_are_skipped()
    {
        using var cancel = new CancellationTokenSource();
        await using var fixture = await SyncFixture.StartAsync();
        fixture.Fail("movies", Fault.Stall(atByte: 30_000));

        var run = fixture.Sync.RunAsync(Profile, cancellationToken: cancel.Token);
        await fixture.Provider.WaitForRequestAsync(request => request.Outcome == FakeRequestOutcome.Stalled).WaitAsync(SyncFixture.LongEnough);
        await cancel.CancelAsync();

        var report = (await Assert.ThrowsAsync<SyncCanceledException>(() => run.WaitAsync(SyncFixture.LongEnough))).Report;
        Assert.Equal((SyncStatus.Cancelled, SyncErrorCode.Cancelled), (report.Status, report.Error!.Code));
        Assert.Equal("Completed Completed Completed Cancelled Skipped Skipped", string.Join(' ', report.Steps.Select(step => step.Status)));
        Assert.Empty(report.Errors);
        Assert.DoesNotContain(fixture.Provider.Requests, request => request.Action is "get_series_categories" or "get_series");
        await fixture.Provider.WaitForRequestAsync(request => request.Outcome == FakeRequestOutcome.Aborted).WaitAsync(SyncFixture.LongEnough);
    }

    // 7: the step counter stood still after a failed step.
    [Fact]
    public async Task Progress_advances_past_a_failed_step()
    {
        await using var fixture = await SyncFixture.StartAsync();
        fixture.Fail("channels", Fault.Status(410));
        var log = new ProgressLog();

        var report = await fixture.SyncAsync(progress: log);

        Assert.Equal(StepStatus.Failed, report.Steps[1].Status);
        Assert.Equal(33, log.PercentsDuring("Syncing channels...").Last());
        Assert.Equal(50, log.PercentsDuring("Syncing movie categories...").Last());
        Assert.Equal(100, report.Progress);
    }

    // 8: a time was written in one form and read in another, so a sync was always due.
    [Fact]
    public async Task Times_of_success_come_back_as_the_moments_they_were()
    {
        var clock = new ManualClock();
        await using var fixture = await SyncFixture.StartAsync(time: clock);
        clock.Advance(TimeSpan.FromTicks(12_345_678));
        await fixture.SyncAsync();

        fixture.Restart();
        var status = await fixture.Sync.GetStatusAsync(Profile);

        Assert.Equal(Documents.Datasets.Order(), status.LastSuccess.Keys.Order());
        Assert.All(status.LastSuccess.Values, at => Assert.Equal(clock.GetUtcNow(), at));
        Assert.Equal(clock.GetUtcNow(), status.Reports[0].StartedAt);
    }
}
