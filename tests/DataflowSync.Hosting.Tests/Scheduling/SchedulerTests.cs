using DataflowSync.Hosting.Tests.Setup;

namespace DataflowSync.Hosting.Tests.Scheduling;

public sealed class SchedulerTests
{
    private static readonly SyncSchedule EverySixHours = new() { Interval = TimeSpan.FromHours(6), Jitter = TimeSpan.Zero };
    private static readonly SyncError Refused = new(SyncErrorCode.AuthRejected, "refused");

    [Fact]
    public async Task A_profile_is_synced_at_once_when_it_is_added_and_then_an_interval_after_each_success()
    {
        await using var world = new World();
        await world.StartAsync();
        await world.PassAsync(TimeSpan.FromHours(1));
        var added = world.Now;

        await world.SetAsync(Profile("home"));
        await world.PassAsync(TimeSpan.FromHours(13));

        Assert.Equal([added, added.AddMinutes(362), added.AddMinutes(724)], world.Sync.Runs.Select(run => run.Began));
        Assert.All(world.Sync.Runs, run => Assert.Equal(SyncKinds.All, run.Kinds));
    }

    [Fact]
    public async Task A_profile_without_a_schedule_or_with_one_that_is_switched_off_is_left_alone_until_that_changes()
    {
        await using var world = new World();
        await world.StartAsync();
        await world.SetAsync(Profile("none") with { Schedule = null });
        await world.SetAsync(Profile("off") with { Schedule = EverySixHours with { Enabled = false } });
        await world.PassAsync(TimeSpan.FromHours(12));
        Assert.Empty(world.Sync.Runs);

        await world.SetAsync(Profile("off"));

        Assert.Equal("off", Assert.Single(world.Sync.Runs).ProfileId.Value);
    }

    [Fact]
    public async Task A_scheduler_that_is_switched_off_does_nothing()
    {
        await using var world = new World(new SchedulerOptions { Enabled = false });
        world.Registry.Set(Profile("home"));

        await world.StartAsync();
        await world.Scheduler.ExecuteTask!.WaitAsync(World.LongEnough);

        Assert.Empty(world.Sync.Runs);
        Assert.Null(world.Memory.Written);
    }

    [Fact]
    public async Task A_kind_that_failed_is_tried_again_alone_after_ever_longer_waits_and_hides_behind_no_other()
    {
        await using var world = new World(behaviour: request => new(TimeSpan.FromMinutes(1), new Dictionary<string, StepStatus> { ["movies"] = StepStatus.Failed }));
        await world.StartAsync();
        await world.SetAsync(Profile("home"));
        await world.PassAsync(TimeSpan.FromHours(3));

        Assert.Equal(SyncKinds.All, world.Sync.Runs[0].Kinds);
        var again = world.Sync.Runs.Skip(1).ToList();
        Assert.All(again, run => Assert.Equal(["movies"], run.Kinds));
        var waits = world.Sync.Runs.Zip(again, (before, next) => (next.Began - before.Ended!.Value).TotalMinutes);
        Assert.Equal([5, 10, 20, 40, 80], waits);
        var schedule = world.Scheduler.GetSchedule("home");
        Assert.Equal([(0, ScheduleWait.Regular), (6, ScheduleWait.Failure), (0, ScheduleWait.Regular)], schedule.Select(row => (row.Failures, row.Wait)));
        Assert.Null(schedule[1].LastSuccess);
    }

    [Fact]
    public async Task Waits_after_failures_grow_no_longer_than_their_limit_and_end_with_a_success()
    {
        var isDown = true;
        await using var world = new World(
            new SchedulerOptions { MaxFailureDelay = TimeSpan.FromMinutes(30) },
            _ => new(TimeSpan.FromMinutes(1), isDown ? SyncKinds.All.ToDictionary(kind => kind, _ => StepStatus.Failed) : null));
        await world.StartAsync();
        await world.SetAsync(Profile("home"));
        await world.PassAsync(TimeSpan.FromHours(4));
        var runs = world.Sync.Runs;
        Assert.Equal(30, (runs[^1].Began - runs[^2].Ended!.Value).TotalMinutes);

        isDown = false;
        await world.PassAsync(TimeSpan.FromMinutes(32));

        Assert.All(world.Scheduler.GetSchedule("home"), row => Assert.Equal((0, world.Sync.Runs[^1].Ended + EverySixHours.Interval), (row.Failures, row.NextDue)));
    }

    [Fact]
    public async Task A_rejected_account_is_left_alone_for_long_but_asked_at_once_when_the_profile_changes()
    {
        await using var world = new World(behaviour: _ => new(TimeSpan.FromMinutes(1), Error: Refused));
        await world.StartAsync();
        await world.SetAsync(Profile("home"));
        await world.PassAsync(TimeSpan.FromHours(12));
        Assert.Single(world.Sync.Runs);
        await world.PassAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(2, world.Sync.Runs.Count);

        await world.PassAsync(TimeSpan.FromMinutes(2));
        await world.SetAsync(Profile("home") with { Schedule = EverySixHours with { Interval = TimeSpan.FromHours(5) } });
        Assert.Equal(2, world.Sync.Runs.Count);
        await world.SetAsync(Profile("home") with { Revision = "another password" });
        Assert.Equal(3, world.Sync.Runs.Count);
    }

    [Fact]
    public async Task A_rejected_account_is_asked_once_more_soon_after_a_restart_and_not_after_each_of_many()
    {
        await using var world = new World(behaviour: _ => new(TimeSpan.FromMinutes(1), Error: Refused));
        await world.StartAsync();
        await world.SetAsync(Profile("home"));
        await world.PassAsync(TimeSpan.FromMinutes(5));

        for (var restart = 0; restart < 10; restart++)
        {
            await world.StopAsync();
            await world.StartAsync();
            await world.PassAsync(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(2, world.Sync.Runs.Count(run => !run.IsCancelled));
    }

    [Fact]
    public async Task A_list_that_was_held_back_is_not_asked_for_before_a_fetch_like_it_can_confirm_it()
    {
        var fetches = 0;
        await using var world = new World(behaviour: request => new(
            TimeSpan.FromMinutes(1), request.Kinds.Contains("movies") && fetches++ < 1 ? new Dictionary<string, StepStatus> { ["movies"] = StepStatus.Guarded } : null));
        await world.StartAsync();
        await world.SetAsync(Profile("home"));
        await world.PassAsync(TimeSpan.FromMinutes(20));

        Assert.Equal(2, world.Sync.Runs.Count);
        Assert.Equal(["movies"], world.Sync.Runs[1].Kinds);
        Assert.Equal(TimeSpan.FromMinutes(10), world.Sync.Runs[1].Began - world.Sync.Runs[0].Ended);
        Assert.All(world.Scheduler.GetSchedule("home"), row => Assert.Equal(ScheduleWait.Regular, row.Wait));
    }

    [Fact]
    public async Task A_list_that_is_held_back_each_time_is_asked_for_ever_more_seldom()
    {
        await using var world = new World(behaviour: _ => new(TimeSpan.FromMinutes(1), new Dictionary<string, StepStatus> { ["movies"] = StepStatus.Guarded }));
        await world.StartAsync();
        await world.SetAsync(Profile("home"));
        await world.PassAsync(TimeSpan.FromHours(3));

        Assert.Equal([10, 10, 20, 40, 80], world.Sync.Runs.Zip(world.Sync.Runs.Skip(1), (before, next) => (next.Began - before.Ended!.Value).TotalMinutes));
    }

    [Fact]
    public async Task Profiles_of_one_host_are_synced_one_after_the_other_and_those_of_others_meanwhile()
    {
        await using var world = new World(new SchedulerOptions { MaxParallelRuns = 8 });
        await world.StartAsync();
        foreach (var (name, url) in new[] { ("a", "http://panel.example:8080"), ("b", "https://PANEL.example./path"), ("c", "http://other.example") })
        {
            await world.SetAsync(Profile(name, url));
        }

        Assert.Equal(["a", "c"], world.Sync.Runs.Select(run => run.ProfileId.Value));
        await world.PassAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(["a", "c", "b"], world.Sync.Runs.Select(run => run.ProfileId.Value));
    }

    [Fact]
    public async Task No_more_run_at_a_time_than_are_allowed_and_who_waits_longest_is_next()
    {
        await using var world = new World(new SchedulerOptions { MaxParallelRuns = 2 });
        foreach (var name in new[] { "d", "b", "a", "c" })
        {
            world.Registry.Set(Profile(name, $"http://{name}.example"));
        }

        await world.StartAsync();
        Assert.Equal(["a", "b"], world.Sync.Runs.Select(run => run.ProfileId.Value));
        await world.PassAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(["a", "b", "c", "d"], world.Sync.Runs.Select(run => run.ProfileId.Value));
    }

    [Fact]
    public async Task Times_that_passed_while_the_host_was_down_are_caught_up_by_one_sync()
    {
        await using var world = new World();
        var schedule = new SyncSchedule { Cron = "0 * * * *", Jitter = TimeSpan.Zero };
        world.Registry.Set(Profile("home") with { Schedule = schedule });
        await world.StartAsync();
        await world.PassAsync(TimeSpan.FromMinutes(10));
        await world.StopAsync();
        world.Time.Advance(TimeSpan.FromHours(7));
        var before = world.Sync.Runs.Count;

        await world.StartAsync();
        Assert.Equal(before + 1, world.Sync.Runs.Count);
        await world.PassAsync(TimeSpan.FromMinutes(30));
        Assert.Equal(before + 1, world.Sync.Runs.Count);
        await world.PassAsync(TimeSpan.FromMinutes(30));
        Assert.Equal(before + 2, world.Sync.Runs.Count);
    }

    [Fact]
    public async Task A_restart_begins_nothing_that_is_not_due_and_what_it_cancelled_begins_again()
    {
        await using var world = new World();
        await world.StartAsync();
        await world.SetAsync(Profile("done"));
        await world.PassAsync(TimeSpan.FromMinutes(5));
        await world.SetAsync(Profile("cut", "http://other.example"));
        await world.StopAsync();
        Assert.Equal([("done", false), ("cut", true)], world.Sync.Runs.Select(run => (run.ProfileId.Value, run.IsCancelled)));

        await world.StartAsync();

        Assert.Equal(["done", "cut", "cut"], world.Sync.Runs.Select(run => run.ProfileId.Value));
    }

    [Fact]
    public async Task A_sync_that_brings_its_process_down_is_not_begun_by_each_process_that_comes_after_it()
    {
        await using var world = new World();
        await world.StartAsync();
        await world.SetAsync(Profile("home"));

        for (var crash = 0; crash < 20; crash++)
        {
            await world.CrashAsync();
            await world.PassAsync(TimeSpan.FromMinutes(1));
        }

        Assert.Equal([5, 10], world.Sync.Runs.Zip(world.Sync.Runs.Skip(1), (before, next) => (next.Began - before.Began).TotalMinutes));
    }

    [Fact]
    public async Task With_its_memory_lost_it_asks_the_store_when_profiles_were_synced()
    {
        await using var world = new World();
        await world.StartAsync();
        await world.SetAsync(Profile("home"));
        await world.PassAsync(TimeSpan.FromHours(2));
        var success = world.Sync.Runs[0].Ended!.Value;
        await world.StopAsync();
        world.Memory.IsDamaged = true;

        await world.StartAsync();

        Assert.Single(world.Sync.Runs);
        Assert.All(world.Scheduler.GetSchedule("home"), row => Assert.Equal((success, success.AddHours(6)), (row.LastSuccess, row.NextDue)));
    }

    [Fact]
    public async Task With_its_memory_damaged_profiles_that_nobody_knows_begin_apart_from_each_other()
    {
        await using var world = new World(new SchedulerOptions { MaxParallelRuns = 64 });
        foreach (var number in Enumerable.Range(0, 60))
        {
            world.Registry.Set(Profile($"p{number}", $"http://h{number}.example") with { Schedule = EverySixHours with { Jitter = TimeSpan.FromHours(1) } });
        }

        world.Memory.IsDamaged = true;
        await world.StartAsync();
        Assert.InRange(world.Sync.Runs.Count, 0, 3);
        await world.PassAsync(TimeSpan.FromMinutes(30));
        Assert.InRange(world.Sync.Runs.Count, 15, 45);
        await world.PassAsync(TimeSpan.FromMinutes(30));
        Assert.Equal(60, world.Sync.Runs.Count);
    }

    [Fact]
    public async Task A_sync_that_was_called_off_is_due_when_it_would_be_after_a_success()
    {
        await using var world = new World();
        await world.StartAsync();
        await world.SetAsync(Profile("home"));

        Assert.True(world.Sync.TryCancel("home"));
        await world.SettleAsync();
        await world.PassAsync(TimeSpan.FromHours(5));
        Assert.Single(world.Sync.Runs);
        await world.PassAsync(TimeSpan.FromHours(1));
        Assert.Equal(2, world.Sync.Runs.Count);
    }

    [Fact]
    public async Task A_profile_that_is_removed_is_not_synced_to_the_end_and_one_that_comes_back_is_not_new()
    {
        await using var world = new World();
        await world.StartAsync();
        await world.SetAsync(Profile("home"));
        await world.PassAsync(TimeSpan.FromMinutes(3));
        await world.SetAsync(Profile("away", "http://other.example"));

        world.Registry.Remove("away");
        world.Registry.Remove("home");
        await world.SettleAsync();
        Assert.True(world.Sync.Runs[1].IsCancelled);
        Assert.Empty(world.Scheduler.GetSchedule("home"));

        await world.SetAsync(Profile("home"));
        Assert.Equal(2, world.Sync.Runs.Count);
        Assert.All(world.Scheduler.GetSchedule("home"), row => Assert.NotNull(row.LastSuccess));
    }

    [Fact]
    public async Task A_sync_that_someone_asked_for_counts_as_one_of_the_schedule()
    {
        await using var world = new World();
        await world.StartAsync();
        await world.SetAsync(Profile("home"));
        await world.PassAsync(TimeSpan.FromHours(5));

        world.Feed.Tell(Reports.Of("home", SyncStatus.Partial, null, [.. Reports.Kind("movies", StepStatus.Completed), ("series", StepStatus.Completed)]));
        await world.SettleAsync();

        var schedule = world.Scheduler.GetSchedule("home");
        Assert.Equal(world.Now + EverySixHours.Interval, schedule[1].NextDue);

        // The list without its categories is not the whole kind.
        Assert.Equal(world.Now + TimeSpan.FromMinutes(62), schedule[2].NextDue);
    }

    [Fact]
    public async Task A_schedule_that_was_shortened_or_a_clock_that_was_set_back_does_not_make_a_profile_wait_for_the_old_time()
    {
        await using var world = new World();
        await world.StartAsync();
        await world.SetAsync(Profile("home") with { Schedule = EverySixHours with { Interval = TimeSpan.FromDays(30) } });
        await world.PassAsync(TimeSpan.FromMinutes(5));

        await world.SetAsync(Profile("home") with { Schedule = EverySixHours with { Interval = TimeSpan.FromHours(1) } });

        Assert.All(world.Scheduler.GetSchedule("home"), row => Assert.Equal(world.Now.AddHours(1), row.NextDue));
    }

    [Fact]
    public async Task Only_the_kinds_of_a_profile_are_synced()
    {
        await using var world = new World();
        await world.StartAsync();

        await world.SetAsync(Profile("home") with { Kinds = ["series", "channels"] });

        Assert.Equal(["channels", "series"], Assert.Single(world.Sync.Runs).Kinds);
    }

    [Fact]
    public async Task A_schedule_of_a_source_that_cannot_be_understood_costs_no_other_profile()
    {
        await using var world = new World();
        await world.StartAsync();
        await world.SetAsync(Profile("broken") with { Schedule = new SyncSchedule { Cron = "often" } });
        await world.SetAsync(Profile("endless") with { Schedule = new SyncSchedule { Interval = TimeSpan.Zero } });
        await world.SetAsync(Profile("home", "http://other.example"));

        Assert.Equal("home", Assert.Single(world.Sync.Runs).ProfileId.Value);
    }

    private static SyncProfile Profile(string name, string url = "http://panel.example") => new(name, url) { Schedule = EverySixHours };
}
