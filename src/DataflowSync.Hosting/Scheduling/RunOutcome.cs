namespace DataflowSync.Hosting.Scheduling;

/// <summary>What follows for the kinds of one run that ended now. They share one draw of chance, so that they stay together.</summary>
internal sealed class RunOutcome(SchedulerOptions options, TimeSpan guardMinimumAge, Timetable timetable, DateTimeOffset now, TimeSpan jitter)
{
    public KindState Succeeded(KindState state)
    {
        // One that joined a run shortly before its time has had this time.
        var hasJoined = state.Wait == ScheduleWait.Regular && state.NextDue > now && state.NextDue - now <= timetable.JoinWithin;
        var from = hasJoined && timetable.Schedule.Cron is not null ? state.NextDue : now;
        return state with { LastSuccess = now, NextDue = timetable.Next(from).Later(jitter), Failures = 0, Wait = ScheduleWait.Regular };
    }

    /// <summary>Someone did not want it now: it is due when it would be after a success.</summary>
    public KindState CalledOff(KindState state) => state with { NextDue = timetable.Next(now).Later(jitter), Wait = ScheduleWait.Regular };

    public KindState Failed(KindState state) => Wait(state, options.Backoff(state.Failures + 1), ScheduleWait.Failure);

    public KindState Rejected(KindState state) => Wait(state, options.RejectedDelay, ScheduleWait.Rejected);

    /// <summary>
    /// Held back: a fetch like it publishes once the record is old enough, and the record is not younger than this moment. What is
    /// held back again and again is asked for as seldom as what fails.
    /// </summary>
    public KindState Guarded(KindState state) => Wait(state, Times.Longer(guardMinimumAge, options.Backoff(state.Failures + 1)), ScheduleWait.Guard);

    /// <summary>Someone else syncs the profile: nothing happened to it.</summary>
    public KindState Postponed(KindState state) => state with { NextDue = now + options.FailureDelay };

    private KindState Wait(KindState state, TimeSpan delay, ScheduleWait wait) =>
        state with { NextDue = now + delay + Times.Shorter(jitter, delay), Failures = state.Failures + 1, Wait = wait };
}
