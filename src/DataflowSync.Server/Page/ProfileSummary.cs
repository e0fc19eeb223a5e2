using DataflowSync.Hosting;
using DataflowSync.Server.Profiles;

namespace DataflowSync.Server.Page;

/// <summary>How a profile stands, in a line.</summary>
internal sealed record ProfileSummary
{
    public required string Id { get; init; }

    public required ProfileState State { get; init; }

    /// <summary>The oldest of the steps' last successes; null where one of them never succeeded.</summary>
    public required DateTimeOffset? LastSuccess { get; init; }

    /// <summary>Items published of each kind, in the order of <see cref="SyncKinds.All"/>; null where no kept run tells.</summary>
    public required IReadOnlyList<long?> Counts { get; init; }

    /// <summary>The fetches that are held back.</summary>
    public required IReadOnlyList<HeldRow> Held { get; init; }

    /// <summary>How the last runs ended, the oldest first.</summary>
    public required IReadOnlyList<SyncStatus> LastRuns { get; init; }

    public static ProfileSummary From(StoredProfile profile, ProfileStatus status)
    {
        var steps = (profile.Kinds is { Count: > 0 } kinds ? kinds : SyncKinds.All).SelectMany(SyncKinds.StepsOf).ToList();
        return new ProfileSummary
        {
            Id = profile.Id,
            State = StateOf(status),
            LastSuccess = steps.TrueForAll(status.LastSuccess.ContainsKey) ? steps.Min(step => status.LastSuccess[step]) : null,
            Counts = [.. SyncKinds.All.Select(kind => Published(status, kind))],
            Held = [.. status.Guards.OrderBy(guard => guard.Key, StringComparer.Ordinal).Select(
                guard => new HeldRow(profile.Id, guard.Key, HeldFetch.From(guard.Value), Published(status, guard.Key)))],
            LastRuns = [.. status.Reports.Take(MaxRuns).Select(report => report.Status).Reverse()],
        };
    }

    /// <summary>Most runs in <see cref="LastRuns"/>.</summary>
    private const int MaxRuns = 12;

    private static ProfileState StateOf(ProfileStatus status) => status switch
    {
        { Guards.Count: > 0 } => ProfileState.Guarded,
        { Reports: [var last, ..] } => last.Status switch
        {
            SyncStatus.Completed => ProfileState.Completed,
            SyncStatus.Partial => ProfileState.Partial,
            SyncStatus.Failed => ProfileState.Failed,
            _ => ProfileState.Cancelled,
        },
        _ => ProfileState.Never,
    };

    private static long? Published(ProfileStatus status, string step) => status.Reports
        .Select(report => report.Steps.FirstOrDefault(candidate => candidate.Name == step && candidate.Status != StepStatus.Skipped))
        .FirstOrDefault(report => report is not null)?.Items;
}
