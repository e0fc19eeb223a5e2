using DataflowSync.EndToEnd.Tests.Setup;
using DataflowSync.Testing;
using DataflowSync.Xtream;

namespace DataflowSync.EndToEnd.Tests;

/// <summary>A run from its account check to its report, with what goes wrong on the way.</summary>
public sealed class WorkflowTests
{
    private static readonly string?[] Actions =
        [null, "get_live_categories", "get_live_streams", "get_vod_categories", "get_vod_streams", "get_series_categories", "get_series"];

    [Theory]
    [InlineData("channel-categories", "get_live_categories")]
    [InlineData("channels", "get_live_streams")]
    [InlineData("movie-categories", "get_vod_categories")]
    [InlineData("movies", "get_vod_streams")]
    [InlineData("series-categories", "get_series_categories")]
    [InlineData("series", "get_series")]
    public async Task Each_step_fetches_its_list_and_publishes_it_alone(string step, string action)
    {
        await using var fixture = await SyncFixture.StartAsync();
        var list = fixture.Catalog[step];

        var report = await fixture.SyncAsync(new RunOptions { Steps = [step] });

        Assert.Equal((SyncStatus.Completed, 100), (report.Status, report.Progress));
        var only = Assert.Single(report.Steps);
        Assert.Equal((step, list.Count, list.Count, list.Count, 1), (only.Name, only.Received, only.Added, only.Items, only.Attempts));
        Assert.Equal([null, action], fixture.Provider.Requests.Select(request => request.Action));
        Assert.Equal(fixture.Provider.Requests[1].BytesSent, only.Bytes);
        await fixture.AssertEqualsProviderAsync(step);
        await using var snapshot = await fixture.Sync.Store.OpenAsync(SyncFixture.Profile);
        Assert.Equal([step], snapshot.DatasetNames);
    }

    [Fact]
    public async Task A_whole_run_asks_seven_times_in_order_and_tells_of_each_step()
    {
        await using var fixture = await SyncFixture.StartAsync();
        var log = new ProgressLog();

        var report = await fixture.SyncAsync(progress: log);

        Assert.Equal(Actions, fixture.Provider.Requests.Select(request => request.Action));
        Assert.All(fixture.Provider.Requests, request => Assert.Equal((200, FakeRequestOutcome.Completed), (request.Status, request.Outcome)));
        Assert.Equal(
            [
                "Starting sync...", "Syncing channel categories...", "Syncing channels...", "Syncing movie categories...", "Syncing movies...",
                "Syncing series categories...", "Syncing series...", "Sync completed successfully",
            ],
            log.Texts);
        Assert.Equal((SyncStatus.Completed, 100), (report.Status, report.Progress));
        Assert.Equal(Documents.Datasets, report.Steps.Select(step => step.Name));
        Assert.Equal([6, 60, 8, 120, 4, 40], report.Steps.Select(step => step.Items));
        Assert.Equal([6, 60, 8, 120, 4, 40], log.Events[^1].Steps.Select(step => step.Items));
        Assert.Equal(("Active", 1), (report.Account!.Status, report.Account.MaxConnections));
        Assert.All(log.Events, moment => Assert.Equal((report.RunId, SyncFixture.Profile), (moment.RunId, moment.ProfileId.Value)));
        await fixture.AssertEqualsProviderAsync();
    }

    [Fact]
    public async Task Each_of_six_steps_moves_the_percentage_through_its_own_window()
    {
        await using var fixture = await SyncFixture.StartAsync(
            provider => (provider.Movies, provider.SendContentLength) = (4_000, true),
            engine => engine.ProgressInterval = TimeSpan.Zero);
        var log = new ProgressLog();

        await fixture.SyncAsync(progress: log);

        int[] bounds = [0, 16, 33, 50, 66, 83, 100];
        string[] texts = [.. Documents.Datasets.Select(step => $"Syncing {step.Replace('-', ' ')}...")];
        foreach (var (index, text) in texts.Index())
        {
            var percents = log.PercentsDuring(text).ToList();
            Assert.Equal((bounds[index], bounds[index + 1]), (percents[0], percents[^1]));
            Assert.All(percents, percent => Assert.InRange(percent, bounds[index], bounds[index + 1]));
        }

        // Nearly 3 MB, of which the parser is never given more than one at a time.
        Assert.Contains(log.PercentsDuring("Syncing movies..."), percent => percent is > 50 and < 66);
        Assert.Equal(log.Events.Select(moment => moment.Progress).Order(), log.Events.Select(moment => moment.Progress));
        Assert.Equal((0, 100), (log.Events[0].Progress, log.Events[^1].Progress));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(521)]
    public async Task A_5xx_is_asked_again_and_the_step_completes(int status)
    {
        await using var fixture = await SyncFixture.StartAsync();
        fixture.Fail("channels", Fault.Status(status), times: 2);

        var report = await fixture.SyncAsync();

        Assert.Equal((SyncStatus.Completed, 3), (report.Status, report.Steps[1].Attempts));
        Assert.Equal([status, status, 200], fixture.Provider.Requests.Where(request => request.Action == "get_live_streams").Select(request => request.Status));
        await fixture.AssertEqualsProviderAsync();
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(410)]
    public async Task A_4xx_is_asked_once_and_costs_its_step_alone(int status)
    {
        await using var fixture = await SyncFixture.StartAsync();
        fixture.Fail("channels", Fault.Status(status), times: null);

        var report = await fixture.SyncAsync();

        Assert.Equal(SyncStatus.Partial, report.Status);
        Assert.Equal((StepStatus.Failed, SyncErrorCode.HttpStatus, status, 1),
            (report.Steps[1].Status, report.Steps[1].Error!.Code, report.Steps[1].Error!.HttpStatus, report.Steps[1].Attempts));
        Assert.Equal(7, fixture.Provider.Requests.Count);
        Assert.Equal(5, report.Steps.Count(step => step.Status == StepStatus.Completed));
    }

    [Fact]
    public async Task An_account_that_is_refused_is_asked_once_and_nothing_else_is()
    {
        await using var fixture = await SyncFixture.StartAsync();
        await fixture.SyncAsync();
        fixture.Fail("account", Fault.Status(401), times: null);

        var report = await fixture.SyncAsync();

        Assert.Equal((SyncStatus.Failed, SyncErrorCode.AuthRejected, 0), (report.Status, report.Error!.Code, report.Progress));
        Assert.All(report.Steps, step => Assert.Equal((StepStatus.Skipped, 0), (step.Status, step.Attempts)));
        Assert.Equal(8, fixture.Provider.Requests.Count);
        await fixture.AssertEqualsProviderAsync();
    }

    [Fact]
    public async Task Attempts_wait_one_two_and_four_seconds()
    {
        var clock = new ManualClock();
        await using var fixture = await SyncFixture.StartAsync(
            provider => provider.TimeProvider = clock,
            engine => (engine.RetryDelay, engine.RetryJitter) = (TimeSpan.FromSeconds(1), 0),
            clock);
        fixture.Fail("movies", Fault.Status(503), times: 3);

        var run = fixture.SyncStepAsync("movies");
        TimeSpan[] waits = [await clock.PassNextWaitAsync(), await clock.PassNextWaitAsync(), await clock.PassNextWaitAsync()];

        Assert.Equal((StepStatus.Completed, 4, TimeSpan.FromSeconds(7)), ((await run).Status, (await run).Attempts, (await run).Duration));
        Assert.Equal([1, 2, 4], waits.Select(wait => wait.TotalSeconds));
        var asked = fixture.Provider.Requests.Where(request => request.Action == "get_vod_streams").Select(request => request.StartedAt).ToList();
        Assert.Equal([1, 2, 4], asked.Zip(asked.Skip(1)).Select(pair => (pair.Second - pair.First).TotalSeconds));
    }

    [Fact]
    public async Task A_body_that_breaks_off_is_fetched_anew_and_counted_once()
    {
        await using var fixture = await SyncFixture.StartAsync();
        fixture.Fail("movies", Fault.Truncate(50_000));
        fixture.Fail("movies", Fault.Reset(0));

        var step = (await fixture.SyncAsync()).Steps[3];

        Assert.Equal((StepStatus.Completed, 3, 120, 120), (step.Status, step.Attempts, step.Received, step.Added));
        await fixture.AssertEqualsProviderAsync();
    }

    [Fact]
    public async Task Only_the_categories_asked_for_are_kept()
    {
        await using var fixture = await SyncFixture.StartAsync();
        string[] wanted = [.. fixture.Catalog.MovieCategories.Ids.Take(2).Select(id => $"{id}")];
        var expected = Documents.Parse(fixture.Catalog.Movies.ExpectedDocuments())
            .Where(movie => movie["categoryIds"]?.AsArray().Any(id => wanted.Contains(id!.GetValue<string>())) ?? false).ToList();
        var options = new RunOptions { Categories = new Dictionary<string, IReadOnlyCollection<string>> { ["movies"] = wanted } };

        var first = (await fixture.SyncAsync(options)).Steps[3];
        Assert.Equal((120, expected.Count, 120 - expected.Count), (first.Received, first.Added, first.Filtered));
        Documents.AssertEqual("movies", expected, await fixture.ExportAsync("movies"));
        Assert.NotEmpty(expected);

        var everything = (await fixture.SyncAsync()).Steps[3];
        Assert.Equal((120 - expected.Count, expected.Count, 0), (everything.Added, everything.Unchanged, everything.Filtered));
        await fixture.AssertEqualsProviderAsync();
    }

    [Fact]
    public async Task Errors_add_up_in_the_progress_and_in_the_report()
    {
        await using var fixture = await SyncFixture.StartAsync();
        fixture.Fail("channels", Fault.Status(404));
        fixture.Fail("movies", Fault.Status(503), times: null);
        fixture.Fail("series", Fault.Body("<html>busy</html>", "text/html"), times: null);
        var log = new ProgressLog();

        var report = await fixture.SyncAsync(progress: log);

        Assert.Equal(["channels", "movies", "series"], report.Errors.Select(line => line.Split(':')[0]));
        Assert.EndsWith("(4 attempts)", report.Errors[1], StringComparison.Ordinal);
        Assert.Equal("Sync completed with 3 errors", log.Events[^1].CurrentStep);
        Assert.Equal(report.Errors, log.Events[^1].Errors);
        Assert.Equal([0, 1, 2, 3], log.Events.Select(moment => moment.Errors.Count).Distinct());
        Assert.All(log.Events, moment => Assert.Equal(report.Errors.Take(moment.Errors.Count), moment.Errors));
    }

    [Fact]
    public async Task What_a_failed_step_missed_is_made_up_for_in_the_next_run()
    {
        await using var fixture = await SyncFixture.StartAsync();
        await fixture.SyncAsync();
        var old = await fixture.ExportAsync("movies");
        fixture.Catalog.Movies.Remove(10);
        fixture.Catalog.Movies.Change(30);
        fixture.Catalog.Channels.Add(5);
        fixture.Fail("movies", Fault.Truncate(40_000), times: 4);

        var partial = await fixture.SyncAsync();
        Assert.Equal((SyncStatus.Partial, StepStatus.Failed, SyncErrorCode.Truncated), (partial.Status, partial.Steps[3].Status, partial.Steps[3].Error!.Code));
        Assert.Equal((5, 60), (partial.Steps[1].Added, partial.Steps[1].Unchanged));
        Documents.AssertEqual("movies", old, await fixture.ExportAsync("movies"));
        await fixture.AssertEqualsProviderAsync("channels", "series");

        var next = await fixture.SyncAsync();
        Assert.Equal(SyncStatus.Completed, next.Status);
        Assert.Equal((30, 10, 80), (next.Steps[3].Updated, next.Steps[3].Removed, next.Steps[3].Unchanged));
        Assert.Equal(65, next.Steps[1].Unchanged);
        await fixture.AssertEqualsProviderAsync();
    }

    [Fact]
    public async Task Two_profiles_sync_side_by_side_and_keep_apart()
    {
        await using var one = await SyncFixture.StartAsync();
        await using var other = await FakeProvider.StartAsync(new FakeProviderOptions { Movies = 33, Seed = 9 });
        var sync = new SyncEngineBuilder().UseStore(one.Sync.Store)
            .AddXtream("one", one.Account, new() { RequestInterval = TimeSpan.Zero })
            .AddXtream("other", new($"{other.BaseAddress}", other.Username, other.Password), new() { RequestInterval = TimeSpan.Zero })
            .Build();

        var reports = await Task.WhenAll(sync.RunAsync("one"), sync.RunAsync("other")).WaitAsync(SyncFixture.LongEnough);

        Assert.All(reports, report => Assert.Equal(SyncStatus.Completed, report.Status));
        Assert.Equal(["one", "other"], (await sync.Store.ListProfilesAsync()).Select(profile => profile.Value));
        foreach (var (profile, catalog) in new[] { ("one", one.Catalog), ("other", other.Catalog) })
        {
            await using var snapshot = await sync.Store.OpenAsync(profile);
            var movies = await snapshot.Dataset("movies").BrowseAsync().Select(Documents.ToJson).ToListAsync();
            Documents.AssertEqual("movies", Documents.Parse(catalog.Movies.ExpectedDocuments()), movies);
        }
    }
}
