namespace DataflowSync.Hosting.Scheduling;

/// <summary>What is remembered of one kind of a profile; see <see cref="KindSchedule"/>.</summary>
internal sealed record KindState
{
    public required DateTimeOffset KnownSince { get; init; }

    public DateTimeOffset? LastSuccess { get; init; }

    public required DateTimeOffset NextDue { get; init; }

    public int Failures { get; init; }

    public ScheduleWait Wait { get; init; }
}
