using DataflowSync.Hosting.Tests.Setup;
using DataflowSync.Testing;
using DataflowSync.Xtream;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace DataflowSync.Hosting.Tests.Hosts;

public sealed class HostTests
{
    [Fact]
    public async Task A_profile_of_the_configuration_is_synced_and_its_catalog_and_addresses_are_at_hand()
    {
        await using var fixture = await HostFixture.StartAsync();
        var host = await fixture.StartHostAsync();

        var report = await Sync(host).RunAsync("home").WaitAsync(World.LongEnough);

        Assert.Equal(SyncStatus.Completed, report.Status);
        await using var snapshot = await host.Services.GetRequiredService<ICatalogStore>().OpenAsync("home");
        var movie = await snapshot.Movies().BrowseAsync(new BrowseQuery { Take = 1 }).SingleAsync();
        Assert.Equal(120, await snapshot.Movies().CountAsync());
        var urls = await host.Services.GetRequiredService<XtreamProfiles>().GetUrlsAsync("home");
        Assert.StartsWith($"{fixture.Provider.BaseAddress}movie/{fixture.Provider.Username}/{fixture.Provider.Password}/{movie.Id}", urls.ForMovie("home", movie).Address.AbsoluteUri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_watches_sees_the_progress_of_a_scheduled_sync()
    {
        await using var fixture = await HostFixture.StartAsync();
        var host = fixture.Build(sync => sync.AddSchedule("home", TimeSpan.FromHours(6)));
        var watching = Sync(host).WatchAsync("home").FirstAsync(moment => moment.Status is not null).AsTask();

        await host.StartAsync();

        var last = await watching.WaitAsync(World.LongEnough);
        Assert.Equal((SyncStatus.Completed, 100), (last.Status, last.Progress));
    }

    [Fact]
    public async Task Completions_are_told_of_scheduled_and_of_other_runs_one_after_the_other_and_one_that_throws_harms_nothing()
    {
        await using var fixture = await HostFixture.StartAsync();
        var told = new List<string>();
        var scheduled = new TaskCompletionSource<SyncReport>();
        var host = await fixture.StartHostAsync(sync => sync
            .OnCompleted((_, _, _) => throw new InvalidOperationException("a defect of the application"))
            .OnCompleted((services, report, _) =>
            {
                Assert.NotNull(services.GetService<ICatalogStore>());
                told.Add(report.RunId);
                scheduled.TrySetResult(report);
                return default;
            })
            .AddSchedule("home", TimeSpan.FromHours(6)));
        var first = await scheduled.Task.WaitAsync(World.LongEnough);
        await Idle(host);

        var second = await Sync(host).RunAsync("home").WaitAsync(World.LongEnough);

        Assert.Equal([first.RunId, second.RunId], told);
        Assert.Equal(2, fixture.Log.Lines.Count(line => line.Id.Id == 204));
    }

    [Fact]
    public async Task A_completion_may_itself_need_the_syncs_and_the_scheduler()
    {
        await using var fixture = await HostFixture.StartAsync();
        var host = await fixture.StartHostAsync(sync => sync.OnCompleted<Entangled>()).WaitAsync(World.LongEnough);

        var report = await Sync(host).RunAsync("home").WaitAsync(World.LongEnough);

        Assert.Equal(report.RunId, host.Services.GetServices<ISyncCompletion>().OfType<Entangled>().Single().RunId);
    }

    [Fact]
    public async Task A_sync_that_is_running_when_the_host_stops_ends_as_cancelled_with_its_report_and_begins_again_after_the_restart()
    {
        await using var fixture = await HostFixture.StartAsync();
        var reports = new List<SyncReport>();
        void Configure(DataflowSyncBuilder sync) => sync.AddSchedule("home", TimeSpan.FromHours(6)).OnCompleted((_, report, _) =>
        {
            reports.Add(report);
            return default;
        });
        fixture.Provider.Faults.Add(Fault.Stall(2_000) with { Target = "movies" });
        var host = await fixture.StartHostAsync(Configure);
        await fixture.Provider.WaitForRequestAsync(request => request.Outcome == FakeRequestOutcome.Stalled).WaitAsync(World.LongEnough);

        await host.StopAsync().WaitAsync(World.LongEnough);

        var cut = Assert.Single(reports);
        Assert.Equal((SyncStatus.Cancelled, SyncErrorCode.Cancelled), (cut.Status, cut.Error!.Code));
        Assert.Equal("Completed Completed Completed Cancelled Skipped Skipped", string.Join(' ', cut.Steps.Select(step => step.Status)));
        Assert.DoesNotContain(fixture.Log.Lines, line => line.Id.Id == 206);

        // The channels were published before, and are not due.
        var next = await fixture.StartHostAsync(Configure);
        await Idle(next);
        await next.StopAsync();
        Assert.Equal(["movie-categories", "movies", "series-categories", "series"], reports[1].Steps.Select(step => step.Name));
        Assert.Equal(SyncStatus.Completed, reports[1].Status);
        Assert.Equal(2, reports.Count);
    }

    [Fact]
    public async Task A_sync_that_a_request_asked_for_without_the_hosts_token_ends_with_the_host_too()
    {
        await using var fixture = await HostFixture.StartAsync();
        fixture.Provider.Faults.Add(Fault.Stall(2_000) with { Target = "movies" });
        var host = await fixture.StartHostAsync();
        var running = Sync(host).RunAsync("home");
        await fixture.Provider.WaitForRequestAsync(request => request.Outcome == FakeRequestOutcome.Stalled).WaitAsync(World.LongEnough);

        await host.StopAsync().WaitAsync(World.LongEnough);

        Assert.Equal(SyncStatus.Cancelled, (await running).Status);
    }

    [Fact]
    public async Task Who_watches_or_waits_is_let_go_when_the_host_begins_to_stop_before_any_service_was_stopped()
    {
        await using var fixture = await HostFixture.StartAsync();
        fixture.Provider.Faults.Add(Fault.Stall(2_000) with { Target = "movies" });
        var host = await fixture.StartHostAsync(sync => sync.AddSchedule("home", TimeSpan.FromHours(6)));
        var watching = Sync(host).WatchAllAsync().ToListAsync().AsTask();
        await fixture.Provider.WaitForRequestAsync(request => request.Outcome == FakeRequestOutcome.Stalled).WaitAsync(World.LongEnough);

        host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        await watching.WaitAsync(World.LongEnough);
        await host.StopAsync().WaitAsync(World.LongEnough);
        Assert.Equal(SyncStatus.Cancelled, Assert.Single((await Sync(host).GetStatusAsync("home")).Reports).Status);
    }

    [Fact]
    public async Task A_cancelled_token_throws_with_the_report_and_that_very_token()
    {
        await using var fixture = await HostFixture.StartAsync();
        fixture.Provider.Faults.Add(Fault.Stall(2_000) with { Target = "movies" });
        var host = await fixture.StartHostAsync();
        using var stop = new CancellationTokenSource();
        var running = Sync(host).RunAsync("home", cancellationToken: stop.Token);
        await fixture.Provider.WaitForRequestAsync(request => request.Outcome == FakeRequestOutcome.Stalled).WaitAsync(World.LongEnough);

        await stop.CancelAsync();

        var thrown = await Assert.ThrowsAsync<SyncCanceledException>(() => running.WaitAsync(World.LongEnough));
        Assert.Equal((stop.Token, SyncStatus.Cancelled), (thrown.CancellationToken, thrown.Report.Status));
    }

    [Fact]
    public async Task A_completion_that_outlasts_the_hosts_time_to_shut_down_is_told_and_not_waited_for()
    {
        await using var fixture = await HostFixture.StartAsync();
        var entered = new TaskCompletionSource();
        var host = await fixture.StartHostAsync(sync => sync.OnCompleted(async (_, _, token) =>
        {
            entered.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
        }));
        var running = Sync(host).RunAsync("home");
        await entered.Task.WaitAsync(World.LongEnough);
        using var outOfTime = new CancellationTokenSource();
        await outOfTime.CancelAsync();

        await Record.ExceptionAsync(() => host.StopAsync(outOfTime.Token).WaitAsync(World.LongEnough));

        Assert.Equal(SyncStatus.Completed, (await running.WaitAsync(World.LongEnough)).Status);
    }

    [Fact]
    public async Task Profiles_that_an_application_adds_while_it_runs_are_synced_at_once_and_those_it_removes_are_unknown()
    {
        await using var fixture = await HostFixture.StartAsync();
        var settings = fixture.Settings().Where(setting => !setting.Key.Contains("Profiles", StringComparison.Ordinal));
        var done = new TaskCompletionSource<SyncReport>();
        var host = await fixture.StartHostAsync(
            sync => sync.AddProfilesFrom<ProfileRegistry>().UseCredentials<Vault>().OnCompleted((_, report, _) =>
            {
                done.TrySetResult(report);
                return default;
            }),
            settings);
        Vault.Of(host).Credentials["late"] = new ProfileCredentials(fixture.Provider.Username, fixture.Provider.Password);
        var registry = host.Services.GetRequiredService<ProfileRegistry>();

        registry.Set(new SyncProfile("late", $"{fixture.Provider.BaseAddress}") { Schedule = new SyncSchedule(), Kinds = [SyncKinds.Channels] });

        var report = await done.Task.WaitAsync(World.LongEnough);
        Assert.Equal(("late", SyncStatus.Completed, 2), (report.ProfileId.Value, report.Status, report.Steps.Count));
        await Idle(host, "late");
        registry.Remove("late");
        await Assert.ThrowsAsync<UnknownProfileException>(() => Sync(host).RunAsync("late"));
    }

    [Theory]
    [InlineData(false, SyncErrorCode.AuthRejected)]
    [InlineData(true, SyncErrorCode.Internal)]
    public async Task Credentials_that_cannot_be_had_fail_the_run_with_a_report_and_without_their_secrets(bool throws, SyncErrorCode code)
    {
        await using var fixture = await HostFixture.StartAsync();
        var host = await fixture.StartHostAsync(sync => sync.UseCredentials<Vault>());
        Vault.Of(host).Fault = throws ? new InvalidOperationException($"no access with {fixture.Provider.Password}") : null;

        var report = await Sync(host).RunAsync("home").WaitAsync(World.LongEnough);

        Assert.Equal((SyncStatus.Failed, code), (report.Status, report.Error!.Code));
        Assert.Empty(fixture.Provider.Requests);
        Assert.DoesNotContain(fixture.Provider.Password, string.Join('\n', report.Errors.Concat(fixture.Log.Lines.Select(line => line.Text))), StringComparison.Ordinal);
        Assert.Equal(report.RunId, (await Sync(host).GetStatusAsync("home")).Reports[0].RunId);
    }

    [Fact]
    public async Task The_filter_of_a_profile_holds_for_runs_that_name_no_other()
    {
        await using var fixture = await HostFixture.StartAsync();
        var category = $"{fixture.Provider.Catalog.MovieCategories.Ids[0]}";
        var host = await fixture.StartHostAsync(settings: fixture.Settings(("Profiles:home:Kinds:0", "movies"), ("Profiles:home:Categories:movies:0", category)));

        var report = await Sync(host).RunAsync("home").WaitAsync(World.LongEnough);
        Assert.Equal(["movie-categories", "movies"], report.Steps.Select(step => step.Name));
        Assert.True(report.Steps[1].Filtered > 0);

        var all = await Sync(host).RunAsync("home", new RunOptions { Steps = ["channels"], Categories = new Dictionary<string, IReadOnlyCollection<string>>() });
        Assert.Equal(60, Assert.Single(all.Steps).Items);
    }

    [Fact]
    public async Task Handlers_of_the_application_see_the_requests()
    {
        await using var fixture = await HostFixture.StartAsync();
        var counter = new CountingHandler();
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddTransient(_ => new CountingHandler { Total = counter });
        builder.Services.AddDataflowSync(options => options.DataDirectory = fixture.Data).UseLiteDb()
            .AddXtream(http => http.AddHttpMessageHandler<CountingHandler>())
            .AddProfile("home", profile =>
            {
                profile.Url = $"{fixture.Provider.BaseAddress}get.php?username={fixture.Provider.Username}&password={fixture.Provider.Password}";
                profile.Kinds = [SyncKinds.Channels];
            });
        using var host = builder.Build();

        var report = await Sync(host).RunAsync("home").WaitAsync(World.LongEnough);

        Assert.Equal((SyncStatus.Completed, 3), (report.Status, counter.Count));
    }

    [Theory]
    [InlineData(false, "UseLiteDb")]
    [InlineData(true, "AddXtream")]
    public async Task A_host_without_a_store_or_a_provider_says_at_its_start_what_to_call(bool hasStore, string call)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        var sync = builder.Services.AddDataflowSync();
        _ = hasStore ? sync.UseLiteDb() : sync.AddXtream();
        using var host = builder.Build();

        Assert.Contains(call, (await Assert.ThrowsAsync<InvalidOperationException>(() => host.StartAsync())).Message, StringComparison.Ordinal);
    }

    /// <summary>Waits until the scheduler has taken the last run into account.</summary>
    private static async Task Idle(IHost host, string profile = "home")
    {
        var scheduler = host.Services.GetRequiredService<ISyncScheduler>();
        var waiting = Task.Run(async () =>
        {
            while (scheduler.GetSchedule(profile) is not { Count: > 0 } rows || rows.Any(row => row.LastSuccess is null) || (await Sync(host).GetStatusAsync(profile)).IsRunning)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
            }
        });
        await waiting.WaitAsync(World.LongEnough);
    }

    private static ICatalogSync Sync(IHost host) => host.Services.GetRequiredService<ICatalogSync>();

    private sealed class Entangled(ICatalogSync sync, ISyncScheduler scheduler) : ISyncCompletion
    {
        public string? RunId { get; private set; }

        public async ValueTask OnCompletedAsync(SyncReport report, CancellationToken cancellationToken)
        {
            Assert.Empty(scheduler.GetSchedule(report.ProfileId));
            RunId = (await sync.GetStatusAsync(report.ProfileId, cancellationToken)).Reports[0].RunId;
        }
    }
}
