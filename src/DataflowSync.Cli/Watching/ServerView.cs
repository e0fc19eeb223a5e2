using System.Collections.Immutable;
using DataflowSync.Server.Profiles;
using DataflowSync.Server.Reports;

namespace DataflowSync.Cli.Watching;

/// <summary>What is known of a server. Immutable.</summary>
internal sealed record ServerView
{
    /// <summary>Its address.</summary>
    public required Uri Server { get; init; }

    /// <summary>The profiles that are shown; null before it was first reached.</summary>
    public IReadOnlyList<ProfileDescription>? Profiles { get; init; }

    /// <summary>Profile → its last run that was told of.</summary>
    public ImmutableSortedDictionary<string, WatchedRun> Runs { get; init; } = ImmutableSortedDictionary.Create<string, WatchedRun>(StringComparer.Ordinal);

    /// <summary>Profile → its last runs, the newest first.</summary>
    public ImmutableDictionary<string, IReadOnlyList<RunReport>> History { get; init; } = ImmutableDictionary<string, IReadOnlyList<RunReport>>.Empty;

    /// <summary>Why nothing new comes; null while it is connected.</summary>
    public LostConnection? Lost { get; init; }

    /// <summary>The runs that go on.</summary>
    public IEnumerable<WatchedRun> Running => Runs.Values.Where(run => run.IsRunning);

    /// <summary>The report of a run; null where it is not known.</summary>
    public RunReport? Report(string profileId, string runId) => History.GetValueOrDefault(profileId)?.FirstOrDefault(report => report.RunId == runId);
}
