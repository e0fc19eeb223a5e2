using System.Collections.Immutable;

namespace DataflowSync.Telemetry;

/// <summary>What metrics tell of a profile: how it stands, and when each of its steps last succeeded. Immutable.</summary>
internal sealed record ProfileGauge
{
    /// <summary>Not synced yet, as far as anyone remembers.</summary>
    public static readonly ProfileGauge Never = new();

    private const string NeverState = "Never";
    private const string GuardedState = "Guarded";

    /// <summary>All there are.</summary>
    public static IReadOnlyList<string> States { get; } = [NeverState, .. Enum.GetNames<SyncStatus>(), GuardedState];

    /// <summary>A fetch that is held back stands above how the last run ended: it waits for a decision.</summary>
    public string State { get; private init; } = NeverState;

    public ImmutableDictionary<string, DateTimeOffset> Successes { get; private init; } = ImmutableDictionary<string, DateTimeOffset>.Empty;

    /// <summary>When the run began that <see cref="State"/> is of.</summary>
    private DateTimeOffset? AsOf { get; init; }

    /// <summary>Whether its steps are known: of others than these the history may hold what a former version left.</summary>
    private bool HasRun { get; init; }

    /// <summary>Takes in what was read from the store, unless what is known is newer: it may not have been saved.</summary>
    public ProfileGauge Read(ProfileStatus status)
    {
        var last = status.Reports.Count > 0 ? status.Reports[0] : null;
        var isOlder = AsOf is { } known && (last is null || last.StartedAt < known);
        return this with
        {
            State = isOlder ? State : StateOf(last?.Status, status.Guards.Count > 0),
            AsOf = isOlder ? AsOf : last?.StartedAt,
            Successes = HasRun
                ? Successes.SetItems(status.LastSuccess.Where(read => Successes.TryGetValue(read.Key, out var at) && read.Value > at))
                : status.LastSuccess.ToImmutableDictionary(),
        };
    }

    /// <summary>A run begins: what its source has no step for is not told any more.</summary>
    public ProfileGauge Begin(ProfileStatus status, IEnumerable<SyncStep> steps)
    {
        var read = Read(status);
        var names = steps.Select(step => step.Name).ToHashSet(StringComparer.Ordinal);
        return read with { HasRun = true, Successes = read.Successes.RemoveRange(read.Successes.Keys.Where(name => !names.Contains(name))) };
    }

    public ProfileGauge Succeed(string step, DateTimeOffset at) => this with { Successes = Successes.SetItem(step, at) };

    /// <param name="report">What the run did.</param>
    /// <param name="isGuarded">Whether a fetch is held back; null to leave that as it is known.</param>
    public ProfileGauge End(SyncReport report, bool? isGuarded) =>
        this with { State = StateOf(report.Status, isGuarded ?? State == GuardedState), AsOf = report.StartedAt };

    private static string StateOf(SyncStatus? last, bool isGuarded) => isGuarded ? GuardedState : last?.ToString() ?? NeverState;
}
