using System.Collections.Immutable;

namespace DataflowSync.Hosting.Scheduling;

/// <summary>Keeps the state of the scheduler right: profiles that come and go, runs that end. Not thread-safe; it reads no clock.</summary>
internal sealed class ScheduleBook(DueRules rules)
{
    private IReadOnlyDictionary<string, ImmutableSortedDictionary<string, KindState>> _recalled =
        ImmutableDictionary<string, ImmutableSortedDictionary<string, KindState>>.Empty;

    private bool _isAnew;

    public SchedulerState State { get; } = new();

    /// <summary>Whether something changed that is worth remembering. Whoever writes it down clears it.</summary>
    public bool IsDirty { get; private set; }

    /// <summary>Takes up what is remembered from before.</summary>
    public void Recall(ScheduleDocument? document, bool isDamaged)
    {
        _recalled = document?.Profiles ?? _recalled;
        _isAnew = isDamaged;
    }

    /// <summary>Forgets what was only for the first profiles: whoever comes from now on is new.</summary>
    public void EndStart()
    {
        _recalled = ImmutableDictionary<string, ImmutableSortedDictionary<string, KindState>>.Empty;
        _isAnew = false;
    }

    /// <summary>Whether nothing is known of a profile, so that the store should be asked for its successes.</summary>
    public bool IsUnknown(ProfileId profileId) => !State.Entries.ContainsKey(profileId) && !_recalled.ContainsKey(profileId.Value);

    /// <summary>Takes a profile up, or its changes.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="timetable">Its schedule.</param>
    /// <param name="successes">Kind → last success, of what the store knows.</param>
    /// <param name="now">The time.</param>
    public void Set(SyncProfile profile, Timetable timetable, IReadOnlyDictionary<string, DateTimeOffset> successes, DateTimeOffset now)
    {
        var entry = State.Entries.GetValueOrDefault(profile.Id);
        var isRestart = entry is null;
        var known = entry?.Kinds ?? _recalled.GetValueOrDefault(profile.Id.Value, ImmutableSortedDictionary<string, KindState>.Empty);
        var tryAgain = entry is not null && (entry.Profile.Address != profile.Address || entry.Profile.Revision != profile.Revision);
        var jitter = rules.Draw(timetable);
        var kinds = SyncKinds.All.Where(kind => profile.Kinds is not { Count: > 0 } wanted || wanted.Contains(kind)).ToImmutableSortedDictionary(
            kind => kind,
            kind => !known.TryGetValue(kind, out var state)
                ? DueRules.First(timetable, successes.TryGetValue(kind, out var success) ? success : null, now, jitter, _isAnew)
                : tryAgain ? DueRules.TryAgain(rules.Recall(state, timetable, now, isRestart), now)
                : rules.Recall(state, timetable, now, isRestart),
            StringComparer.Ordinal);
        if (entry is null)
        {
            State.Entries.Add(profile.Id, new ProfileEntry(profile, timetable, kinds));
        }
        else
        {
            entry.Profile = profile;
            entry.Timetable = timetable;
            entry.Replace(kinds);
        }

        IsDirty = true;
    }

    public void Remove(ProfileId profileId) => IsDirty |= State.Entries.Remove(profileId);

    /// <summary>Takes a report into account, once, however often it comes.</summary>
    /// <returns>What is planned now; null where there is nothing to plan.</returns>
    public ProfileEntry? Apply(SyncReport report, bool isOurs, DateTimeOffset now)
    {
        if (!State.Entries.TryGetValue(report.ProfileId, out var entry) || entry.LastRunId == report.RunId)
        {
            return null;
        }

        entry.LastRunId = report.RunId;
        var outcome = rules.After(entry.Timetable, now);
        Change(entry, (kind, state) => ReportReader.Apply(report, kind, state, outcome, isOurs));
        return entry;
    }

    /// <summary>The run ended without a report.</summary>
    public void ApplyFailure(PlannedRun run, DateTimeOffset now) => Change(run, now, (outcome, state) => outcome.Failed(state));

    /// <summary>The run did not begin, for someone else syncs the profile.</summary>
    public void ApplyBusy(PlannedRun run, DateTimeOffset now) => Change(run, now, (outcome, state) => outcome.Postponed(state));

    public void Begin(PlannedRun run)
    {
        State.Running.Add(run.Profile.Id, run);
        IsDirty = true;
    }

    public void End(PlannedRun run)
    {
        State.Running.Remove(run.Profile.Id);
        IsDirty = true;
    }

    public ScheduleDocument Write()
    {
        IsDirty = false;
        return new ScheduleDocument { Profiles = State.Entries.Values.ToDictionary(entry => entry.Profile.Id.Value, Remembered) };
    }

    private ImmutableSortedDictionary<string, KindState> Remembered(ProfileEntry entry) =>
        State.Running.TryGetValue(entry.Profile.Id, out var run)
            ? entry.Kinds.SetItems(entry.Kinds.Where(kind => run.Kinds.Contains(kind.Key)).Select(kind => KeyValuePair.Create(kind.Key, rules.Begun(kind.Value, run.At))))
            : entry.Kinds;

    private void Change(PlannedRun run, DateTimeOffset now, Func<RunOutcome, KindState, KindState> change)
    {
        if (State.Entries.TryGetValue(run.Profile.Id, out var entry))
        {
            var outcome = rules.After(entry.Timetable, now);
            Change(entry, (kind, state) => run.Kinds.Contains(kind) ? change(outcome, state) : state);
        }
    }

    private void Change(ProfileEntry entry, Func<string, KindState, KindState> change)
    {
        entry.Replace(entry.Kinds.SetItems(entry.Kinds.Select(kind => KeyValuePair.Create(kind.Key, change(kind.Key, kind.Value)))));
        IsDirty = true;
    }
}
