using System.Collections.Immutable;

namespace DataflowSync.Hosting.Scheduling;

/// <summary>One scheduled profile: what is asked of it, and what is remembered. Not thread-safe.</summary>
internal sealed class ProfileEntry(SyncProfile profile, Timetable timetable, ImmutableSortedDictionary<string, KindState> kinds)
{
    public SyncProfile Profile { get; set; } = profile;

    public Timetable Timetable { get; set; } = timetable;

    public ImmutableSortedDictionary<string, KindState> Kinds { get; private set; } = kinds;

    public DateTimeOffset EarliestDue { get; private set; } = Earliest(kinds);

    /// <summary>The last run that was taken into account.</summary>
    public string? LastRunId { get; set; }

    /// <summary>Kinds that a run that begins now should fetch: those that are due, and those that would soon be anyway.</summary>
    public IReadOnlyList<string> KindsFor(DateTimeOffset now) =>
        [.. SyncKinds.All.Where(kind => Kinds.TryGetValue(kind, out var state)
            && state.NextDue <= (state.Wait == ScheduleWait.Regular ? now + Timetable.JoinWithin : now))];

    public void Replace(ImmutableSortedDictionary<string, KindState> kinds)
    {
        Kinds = kinds;
        EarliestDue = Earliest(kinds);
    }

    private static DateTimeOffset Earliest(ImmutableSortedDictionary<string, KindState> kinds) =>
        kinds.Count == 0 ? DateTimeOffset.MaxValue : kinds.Values.Min(kind => kind.NextDue);
}
