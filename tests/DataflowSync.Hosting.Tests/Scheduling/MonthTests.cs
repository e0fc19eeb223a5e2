using DataflowSync.Hosting.Tests.Setup;

namespace DataflowSync.Hosting.Tests.Scheduling;

/// <summary>A month of a large installation, with failures, restarts, a lost memory, profiles that come and go.</summary>
public sealed class MonthTests
{
    private const int Profiles = 1_000;
    private const int Hosts = 400;
    private const int MaxParallelRuns = 16;

    private static readonly TimeSpan Jitter = TimeSpan.FromMinutes(10);

    /// <summary>First syncs of all, or a day's backlog, at 16 at a time, and several profiles of one host one after the other.</summary>
    private static readonly TimeSpan Backlog = TimeSpan.FromHours(8);

    /// <summary>Two failures in a row, each with its share of chance, and the tries themselves.</summary>
    private static readonly TimeSpan Backoff = 2 * (TimeSpan.FromMinutes(5) + TimeSpan.FromMinutes(10)) + TimeSpan.FromMinutes(40);

    private readonly Random _random = new(815);
    private readonly Dictionary<(ProfileId, string), int> _failures = [];
    private readonly Dictionary<ProfileId, SyncProfile> _profiles = [];

    [Fact]
    public async Task A_month_with_a_thousand_profiles_keeps_all_of_them_fresh_and_no_host_and_no_night_disturbed()
    {
        await using var world = new World(new SchedulerOptions { MaxParallelRuns = MaxParallelRuns }, Behave);
        for (var number = 0; number < Profiles; number++)
        {
            Add(world, number);
        }

        var began = world.Now;
        await world.StartAsync();
        await world.PassAsync(TimeSpan.FromDays(6), minutesAtOnce: 2);

        // An update: seconds after it stopped it is back.
        await world.StopAsync();
        await world.StartAsync();
        await world.PassAsync(TimeSpan.FromDays(5), minutesAtOnce: 2);

        // A long outage.
        await world.StopAsync();
        var outage = (From: world.Now, To: world.Now + TimeSpan.FromHours(40));
        world.Time.Advance(TimeSpan.FromHours(40));
        await world.StartAsync();
        await world.PassAsync(TimeSpan.FromDays(5), minutesAtOnce: 2);

        // The memory is damaged.
        await world.StopAsync();
        world.Memory.IsDamaged = true;
        await world.StartAsync();
        world.Memory.IsDamaged = false;
        await world.PassAsync(TimeSpan.FromDays(3), minutesAtOnce: 2);

        // Some go, others come.
        var gone = Enumerable.Range(0, 20).Select(number => Id(number)).ToHashSet();
        gone.ToList().ForEach(id => world.Registry.Remove(id));
        var came = Enumerable.Range(Profiles, 20).Select(number => Add(world, number)).ToHashSet();
        var changed = world.Now;
        await world.SettleAsync();
        await world.PassAsync(TimeSpan.FromDays(11), minutesAtOnce: 2);
        var end = world.Now;
        await world.StopAsync();

        var runs = world.Sync.Runs.ToLookup(run => run.ProfileId);
        AssertHostsAndLimit(world.Sync.Moments);
        foreach (var profile in _profiles.Values)
        {
            var own = runs[profile.Id].ToList();
            Assert.All(own, run => Assert.False(IsQuiet(profile, run.Began), $"{profile.Id} began in its quiet hours, {run.Began}"));
            if (!profile.Schedule!.Enabled)
            {
                Assert.Empty(own);
                continue;
            }

            var from = came.Contains(profile.Id) ? changed : began;
            var to = gone.Contains(profile.Id) ? changed : end;
            Assert.DoesNotContain(own, run => run.Began < from || run.Began > to);
            foreach (var kind in SyncKinds.All)
            {
                AssertFresh(profile, kind, own, from, to, outage);
            }
        }

        Assert.InRange(world.Sync.Runs.Count, 25_000, 50_000);
    }

    private static ProfileId Id(int number) => new($"p{number}");

    private static bool IsQuiet(SyncProfile profile, DateTimeOffset at) => profile.Schedule!.QuietHours.Count > 0 && (at.Hour is >= 19 or < 1);

    private void AssertHostsAndLimit(IEnumerable<(SimulatedSync.Run Run, bool IsEnd)> moments)
    {
        var busy = new HashSet<string>();
        foreach (var (run, isEnd) in moments)
        {
            var host = _profiles[run.ProfileId].Host;
            Assert.True(isEnd ? busy.Remove(host) : busy.Add(host), $"two runs of {host} at {run.Began}");
            Assert.True(busy.Count <= MaxParallelRuns, $"{busy.Count} runs at {run.Began}");
        }
    }

    private static void AssertFresh(
        SyncProfile profile, string kind, List<SimulatedSync.Run> runs, DateTimeOffset from, DateTimeOffset to, (DateTimeOffset From, DateTimeOffset To) outage)
    {
        var schedule = profile.Schedule!;
        var longest = (schedule.Cron is null ? schedule.Interval : TimeSpan.FromDays(1)) + Jitter + Backoff + Backlog;
        longest += schedule.QuietHours.Count > 0 ? TimeSpan.FromHours(6) : TimeSpan.Zero;
        var last = from;
        foreach (var run in runs.Where(run => run.Kinds.Contains(kind)))
        {
            if (schedule.Cron is null && last != from)
            {
                Assert.True(run.Began >= last + (0.9 * schedule.Interval), $"{profile.Id} {kind} at {run.Began}, though it was fresh of {last}");
            }

            if (run.Succeeded.Contains(kind))
            {
                AssertGap(run.Ended!.Value);
                last = run.Ended.Value;
            }
        }

        AssertGap(to);

        void AssertGap(DateTimeOffset next)
        {
            var allowed = longest + (last < outage.To && next > outage.From ? outage.To - outage.From : TimeSpan.Zero);
            Assert.True(next - last <= allowed, $"{profile.Id} {kind} was stale from {last} to {next}");
        }
    }

    private ProfileId Add(World world, int number)
    {
        var schedule = new SyncSchedule
        {
            Enabled = number % 50 != 49,
            Interval = TimeSpan.FromHours(number % 10 == 0 ? 12 : 24),
            Cron = number % 10 == 5 ? "30 4 * * *" : null,
            QuietHours = number % 4 == 0 ? ["19:00-01:00"] : [],
            Jitter = Jitter,
        };
        var profile = new SyncProfile(Id(number), $"http://panel{number % Hosts}.example:8080") { Schedule = schedule };
        _profiles.Add(profile.Id, profile);
        world.Registry.Set(profile);
        return profile.Id;
    }

    /// <summary>A tenth of the fetches does not succeed, but none three times in a row.</summary>
    private SimulatedSync.Ending Behave(SimulatedSync.Request request)
    {
        var duration = TimeSpan.FromMinutes(_random.Next(1, 10));
        var outcomes = request.Kinds.ToDictionary(kind => kind, kind =>
        {
            var failures = _failures.GetValueOrDefault((request.ProfileId, kind));
            var status = failures >= 2 ? StepStatus.Completed : _random.Next(40) switch { 0 or 1 or 2 => StepStatus.Failed, 3 => StepStatus.Guarded, _ => StepStatus.Completed };
            _failures[(request.ProfileId, kind)] = status == StepStatus.Completed ? 0 : failures + 1;
            return status;
        });
        return new SimulatedSync.Ending(duration, outcomes);
    }
}
