using DataflowSync.EndToEnd.Tests.Setup;
using DataflowSync.Testing;
using DataflowSync.Xtream;

namespace DataflowSync.EndToEnd.Tests.Faults;

/// <summary>Providers count connections and ban clients that push.</summary>
public sealed class PolitenessTests
{
    [Fact]
    public async Task Profiles_on_one_host_never_ask_at_the_same_time()
    {
        await using var fixture = await SyncFixture.StartAsync(provider => provider.Movies = 2_000);
        await using var other = await FakeProvider.StartAsync(new FakeProviderOptions { Movies = 2_000, Seed = 9 });
        var options = new XtreamOptions { RequestInterval = TimeSpan.FromMilliseconds(1) };
        var sync = new SyncEngineBuilder().UseStore(fixture.Sync.Store)
            .AddXtream("one", fixture.Account, options)
            .AddXtream("two", fixture.Account, options)
            .AddXtream("other-port", new($"{other.BaseAddress}", other.Username, other.Password), options)
            .Build();

        var reports = await Task.WhenAll(sync.RunAsync("one"), sync.RunAsync("two"), sync.RunAsync("other-port")).WaitAsync(SyncFixture.LongEnough);

        Assert.All(reports, report => Assert.Equal(SyncStatus.Completed, report.Status));
        var requests = fixture.Provider.Requests.Concat(other.Requests).OrderBy(request => request.StartedAt).ToList();
        Assert.Equal(21, requests.Count);
        Assert.All(requests.Zip(requests.Skip(1)), pair => Assert.True(pair.First.EndedAt <= pair.Second.StartedAt, $"{pair}"));
    }

    [Fact]
    public async Task Requests_are_spaced_from_the_end_of_an_answer_retries_included()
    {
        var clock = new ManualClock();
        await using var fixture = await SyncFixture.StartAsync(provider => provider.TimeProvider = clock, time: clock);
        fixture.Fail("movies", Fault.Status(503), times: 2);
        var sync = new SyncEngineBuilder().UseStore(fixture.Sync.Store).UseTimeProvider(clock)
            .Configure(options => options.RetryDelay = TimeSpan.Zero)
            .AddXtream("paced", fixture.Account, new XtreamOptions { RequestInterval = TimeSpan.FromSeconds(2) })
            .Build();

        var run = sync.RunAsync("paced", new RunOptions { Steps = ["movies"] });
        await clock.AdvanceUntilAsync(run, TimeSpan.FromSeconds(2));

        Assert.Equal((StepStatus.Completed, 3), ((await run).Steps[0].Status, (await run).Steps[0].Attempts));
        var requests = fixture.Provider.Requests;
        Assert.Equal(4, requests.Count);
        Assert.All(requests.Zip(requests.Skip(1)), pair => Assert.Equal(TimeSpan.FromSeconds(2), pair.Second.StartedAt - pair.First.EndedAt));
    }

    [Fact]
    public async Task A_dead_action_does_not_stop_the_other_five()
    {
        await using var fixture = await SyncFixture.StartAsync();
        fixture.Fail("movies", Fault.Status(503), times: null);

        var report = await fixture.SyncAsync();

        Assert.Equal("Completed Completed Completed Failed Completed Completed", string.Join(' ', report.Steps.Select(step => step.Status)));
        Assert.Equal((503, 4), (report.Steps[3].Error!.HttpStatus, report.Steps[3].Attempts));
    }

    [Fact]
    public async Task A_host_out_of_order_is_left_alone_after_eight_failures_and_asked_again_later()
    {
        var clock = new ManualClock();
        await using var fixture = await SyncFixture.StartAsync(time: clock);
        await fixture.SyncAsync();
        var before = await fixture.ExportAllAsync();
        fixture.Catalog.Movies.Remove(5);
        foreach (var dataset in Documents.Datasets)
        {
            fixture.Fail(dataset, Fault.Status(502), times: null);
        }

        var broken = await fixture.SyncAsync();

        Assert.Equal(SyncStatus.Failed, broken.Status);
        Assert.Equal(
            "HttpStatus 4, HttpStatus 4, CircuitOpen 1, CircuitOpen 1, CircuitOpen 1, CircuitOpen 1",
            string.Join(", ", broken.Steps.Select(step => $"{step.Error!.Code} {step.Attempts}")));
        Assert.Equal(SyncErrorCode.CircuitOpen, (await fixture.SyncAsync()).Error!.Code);
        Documents.AssertEqual(before, await fixture.ExportAllAsync());

        fixture.Provider.Faults.Clear();
        clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(SyncStatus.Completed, (await fixture.SyncAsync()).Status);
        await fixture.AssertEqualsProviderAsync();
    }
}
