using DataflowSync.Telemetry;
using DataflowSync.Tests.Engine;
using Microsoft.Extensions.Time.Testing;

namespace DataflowSync.Tests.Telemetry;

/// <summary>What <c>dataflowsync.profiles</c> counts of one engine.</summary>
[Collection(SignalTests.Name)]
public sealed class ProfileStateTests
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.FromUnixTimeSeconds(1_000_000));

    [Fact]
    public async Task A_profile_counts_as_its_last_run_ended()
    {
        await using var harness = new SignalHarness(_time, options => options.Retries = 0);
        Assert.Empty(States(harness.Sync));

        await harness.SyncAsync("[{\"id\":1}]");
        Assert.Equal(["Completed"], States(harness.Sync));

        _time.Advance(TimeSpan.FromHours(1));
        harness.Source.Answer("things", new SourceException(SyncErrorCode.NotJson, "not JSON"));
        await harness.SyncAsync();
        Assert.Equal(["Failed"], States(harness.Sync));
    }

    [Fact]
    public async Task A_fetch_that_is_held_back_counts_as_guarded_whatever_comes_after_until_it_is_decided()
    {
        await using var harness = new SignalHarness(_time, options => options.Retries = 0);
        await harness.SyncAsync(Thing.List(Thing.Range(1, 10)));

        await harness.SyncAsync("[]");
        Assert.Equal(["Guarded"], States(harness.Sync));

        harness.Source.Answer("things", new SourceException(SyncErrorCode.NotJson, "not JSON"));
        await harness.SyncAsync();
        Assert.Equal(["Guarded"], States(harness.Sync));

        await harness.SyncAsync(Thing.List(Thing.Range(1, 10)));
        Assert.Equal(["Completed"], States(harness.Sync));
    }

    [Fact]
    public async Task What_a_profile_had_before_counts_once_its_status_is_read()
    {
        await using var harness = new SignalHarness(_time);
        await harness.SyncAsync(Thing.List(Thing.Range(1, 10)));
        await harness.SyncAsync("[]");
        var restarted = new SyncEngineBuilder().UseStore(harness.Store).UseTimeProvider(_time)
            .AddProfile(SignalHarness.Home, harness.Source).AddProfile(SignalHarness.Away, harness.AwaySource).Build();
        Assert.Empty(States(restarted));

        await restarted.GetStatusAsync(SignalHarness.Home);
        await Assert.ThrowsAsync<UnknownProfileException>(() => restarted.GetStatusAsync(SignalHarness.Away));
        await Assert.ThrowsAsync<UnknownProfileException>(() => restarted.GetStatusAsync("nobody"));

        Assert.Equal(["Guarded", "Never"], States(restarted));
        Assert.Equal(_time.GetUtcNow(), Assert.Single(restarted.Gauges.Profiles.SelectMany(profile => profile.Successes)).Value);
    }

    [Fact]
    public async Task A_profile_whose_catalog_was_deleted_is_never_synced_and_one_that_is_gone_counts_no_more()
    {
        await using var harness = new SignalHarness(_time);
        List<ProfileId> there = [SignalHarness.Home, SignalHarness.Away];
        var engine = new SyncEngineBuilder().UseStore(harness.Store).UseTimeProvider(_time)
            .FindProfiles((profile, _) => new(profile == SignalHarness.Home ? harness.Source : harness.AwaySource), () => there).Build();
        harness.Source.Answer("things", "[{\"id\":1}]");
        harness.AwaySource.Answer("things", "[{\"id\":1}]");
        await engine.RunAsync(SignalHarness.Home);
        await engine.RunAsync(SignalHarness.Away);
        Assert.Equal(["Completed", "Completed"], States(engine));

        await engine.Store.DeleteProfileAsync(SignalHarness.Away);
        await Assert.ThrowsAsync<UnknownProfileException>(() => engine.GetStatusAsync(SignalHarness.Away));
        Assert.Equal(["Completed", "Never"], States(engine));

        there.Remove(SignalHarness.Away);
        Assert.Equal(["Completed"], States(engine));
        there.Clear();
        Assert.Empty(States(engine));
    }

    [Fact]
    public async Task A_run_that_could_not_be_remembered_or_not_begin_counts_all_the_same()
    {
        await using var harness = new SignalHarness(_time, options => options.Retries = 0);
        await harness.SyncAsync("[{\"id\":1}]");
        _time.Advance(TimeSpan.FromHours(1));
        harness.Store.FailsOpening = true;
        await harness.SyncAsync();
        Assert.Equal(["Failed"], States(harness.Sync));

        // The store tells of the run before it.
        await harness.Sync.GetStatusAsync(SignalHarness.Home);
        Assert.Equal(["Failed"], States(harness.Sync));
    }

    [Fact]
    public async Task A_step_that_there_is_no_more_is_not_the_oldest_success_for_ever()
    {
        await using var harness = new SignalHarness(_time, steps: [new SyncStep("things", new ThingFormat()), new SyncStep("former", new ThingFormat())]);
        harness.Source.Answer("things", "[{\"id\":1}]").Answer("former", "[{\"id\":1}]");
        await harness.Sync.RunAsync(SignalHarness.Home);
        Assert.Equal(["former", "things"], Steps());

        harness.Source.Steps = [harness.Source.Steps[0]];
        await harness.Sync.RunAsync(SignalHarness.Home);
        await harness.Sync.GetStatusAsync(SignalHarness.Home);

        Assert.Equal(["things"], Steps());

        IEnumerable<string> Steps() => Assert.Single(harness.Sync.Gauges.Profiles).Successes.Keys.Order(StringComparer.Ordinal);
    }

    [Fact]
    public async Task The_status_of_a_profile_in_its_first_run_is_that_it_is_running()
    {
        await using var harness = new SignalHarness(_time);
        var silent = new SilentStream("[{\"id\":1}"u8.ToArray());
        harness.Source.Answer("things", _ => silent);
        var run = harness.SyncAsync();
        await silent.Reading.WaitAsync(SignalHarness.LongEnough);

        var status = await harness.Sync.GetStatusAsync(SignalHarness.Home);

        Assert.True(status.IsRunning);
        Assert.Empty(status.Reports);
        Assert.Equal(["Never"], States(harness.Sync));
        harness.Sync.TryCancel(SignalHarness.Home);
        Assert.Equal(SyncStatus.Cancelled, (await run.WaitAsync(SignalHarness.LongEnough)).Status);
        Assert.False((await harness.Sync.GetStatusAsync(SignalHarness.Home)).IsRunning);
        Assert.Equal(["Cancelled"], States(harness.Sync));
    }

    private static List<string> States(SyncEngine engine)
    {
        var states = engine.Gauges.Profiles.Select(profile => profile.State).Order(StringComparer.Ordinal).ToList();
        Assert.All(states, state => Assert.Contains(state, ProfileGauge.States));
        return states;
    }
}
