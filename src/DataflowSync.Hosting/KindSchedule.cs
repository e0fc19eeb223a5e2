namespace DataflowSync.Hosting;

/// <summary>What the scheduler knows and plans of one kind of a profile.</summary>
/// <param name="Kind">The kind, of <see cref="SyncKinds.All"/>.</param>
/// <param name="KnownSince">When the scheduler first met it.</param>
/// <param name="LastSuccess">When it last was fetched whole; null for never.</param>
/// <param name="NextDue">When it is due. It runs then, or as soon after it as quiet hours, the host's other profiles and the limit of parallel runs allow.</param>
/// <param name="Failures">Failures in a row, a step that was held back included.</param>
/// <param name="Wait">What it waits for.</param>
public sealed record KindSchedule(
    string Kind,
    DateTimeOffset KnownSince,
    DateTimeOffset? LastSuccess,
    DateTimeOffset NextDue,
    int Failures,
    ScheduleWait Wait);
