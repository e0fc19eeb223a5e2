namespace DataflowSync.Hosting.Scheduling;

/// <summary>Decides what begins now. It changes nothing and knows no clock.</summary>
internal static class Planner
{
    /// <param name="state">The profiles and the runs going on.</param>
    /// <param name="now">The time.</param>
    /// <param name="maxParallelRuns">Most runs at a time.</param>
    public static Plan Next(SchedulerState state, DateTimeOffset now, int maxParallelRuns)
    {
        var ready = new List<ProfileEntry>();
        DateTimeOffset? wakeAt = null;
        foreach (var (id, entry) in state.Entries)
        {
            if (!entry.Timetable.Schedule.Enabled || state.Running.ContainsKey(id))
            {
                continue;
            }

            var begin = entry.EarliestDue <= now ? entry.Timetable.MayBegin(now) : entry.EarliestDue;
            if (begin <= now)
            {
                ready.Add(entry);
            }
            else if (wakeAt is null || begin < wakeAt)
            {
                wakeAt = begin;
            }
        }

        // Those that wait for a host or for a place are looked at again when a run ends, which is a change.
        return new Plan(Choose(ready, state, now, maxParallelRuns - state.Running.Count), wakeAt);
    }

    private static List<PlannedRun> Choose(List<ProfileEntry> ready, SchedulerState state, DateTimeOffset now, int places)
    {
        var runs = new List<PlannedRun>();
        if (places <= 0 || ready.Count == 0)
        {
            return runs;
        }

        var hosts = state.Running.Values.Select(run => run.Profile.Host).ToHashSet(StringComparer.Ordinal);
        foreach (var entry in ready.OrderBy(entry => entry.EarliestDue).ThenBy(entry => entry.Profile.Id.Value, StringComparer.Ordinal))
        {
            if (runs.Count < places && hosts.Add(entry.Profile.Host))
            {
                runs.Add(new PlannedRun(entry.Profile, entry.KindsFor(now), now));
            }
        }

        return runs;
    }
}
