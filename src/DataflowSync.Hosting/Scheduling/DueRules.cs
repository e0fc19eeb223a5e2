namespace DataflowSync.Hosting.Scheduling;

/// <summary>When a kind is due next, after all that can happen to it. Every draw of chance is made here.</summary>
internal sealed class DueRules(SchedulerOptions options, TimeSpan guardMinimumAge, Func<double> random)
{
    /// <summary>A kind nobody knows anything of is due at once.</summary>
    /// <param name="timetable">Its profile's schedule.</param>
    /// <param name="lastSuccess">What the store knows of it; null for nothing.</param>
    /// <param name="now">The time.</param>
    /// <param name="jitter">The profile's draw of chance.</param>
    /// <param name="isSpread">Whether many others begin anew with it, so that chance has to keep them apart.</param>
    public static KindState First(Timetable timetable, DateTimeOffset? lastSuccess, DateTimeOffset now, TimeSpan jitter, bool isSpread)
    {
        var due = lastSuccess is { } success ? timetable.Next(success) : now;
        due = due < now ? now : due;
        return new KindState
        {
            KnownSince = now,
            LastSuccess = lastSuccess,
            NextDue = isSpread || due > now ? due.Later(jitter) : due,
        };
    }

    /// <summary>What was remembered, where it still makes sense: a schedule may have been shortened, a clock set back, a file harmed.</summary>
    /// <param name="state">What was remembered.</param>
    /// <param name="timetable">Its profile's schedule as it is now.</param>
    /// <param name="now">The time.</param>
    /// <param name="isRestart">Whether the host has just started: credentials may have been changed meanwhile.</param>
    public KindState Recall(KindState state, Timetable timetable, DateTimeOffset now, bool isRestart)
    {
        var latest = state.Wait switch
        {
            ScheduleWait.Regular => timetable.Next(now).Later(timetable.Schedule.Jitter),
            ScheduleWait.Rejected => now + (isRestart ? options.Backoff(state.Failures) : options.RejectedDelay + timetable.Schedule.Jitter),
            _ => now + Times.Longer(options.MaxFailureDelay, guardMinimumAge) + timetable.Schedule.Jitter,
        };
        return state.NextDue <= latest ? state : state with { NextDue = latest };
    }

    /// <summary>What waited for better times has reason to try again: its profile was changed.</summary>
    public static KindState TryAgain(KindState state, DateTimeOffset now) => state.Wait is ScheduleWait.Failure or ScheduleWait.Rejected
        ? state with { NextDue = now, Failures = 0, Wait = ScheduleWait.Regular }
        : state;

    /// <summary>
    /// What is remembered while a run goes on: should the process die with it, it has failed. A sync that brings its process down is
    /// not begun by each process that comes after it.
    /// </summary>
    public KindState Begun(KindState state, DateTimeOffset at) => state with
    {
        NextDue = at + options.Backoff(state.Failures + 1),
        Failures = state.Failures + 1,
        Wait = ScheduleWait.Failure,
    };

    /// <summary>Shares one draw among the kinds of a run, so that they stay together.</summary>
    public RunOutcome After(Timetable timetable, DateTimeOffset now) => new(options, guardMinimumAge, timetable, now, Draw(timetable));

    /// <summary>A share of the jitter, for the kinds of a profile together, so that they stay together.</summary>
    public TimeSpan Draw(Timetable timetable) => timetable.Schedule.Jitter * random();
}
