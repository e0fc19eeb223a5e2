using System.Collections.Immutable;
using DataflowSync.Cli.Watching;
using DataflowSync.Server.Profiles;
using DataflowSync.Server.Progress;
using DataflowSync.Server.Reports;

namespace DataflowSync.Cli.Tests.Watching;

/// <summary>Servers as they may be seen, always the same.</summary>
internal static class WatchViews
{
    public static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    /// <summary>Two profiles: one syncs, of the other something is held back.</summary>
    public static ServerView Busy() => new()
    {
        Server = new Uri("http://127.0.0.1:8080/"),
        Profiles =
        [
            Profile("home", isSyncing: true, lastStatus: "Completed", lastSuccess: TimeSpan.FromHours(6)),
            Profile("lab", isSyncing: false, lastStatus: "Partial", lastSuccess: TimeSpan.FromDays(3)) with
            {
                Guards = new Dictionary<string, HeldFetch> { ["movies"] = new("00000000000000ff", 1_200, Now - TimeSpan.FromMinutes(12)) },
                Next = new Dictionary<string, PlannedSync> { ["movies"] = new(Now + TimeSpan.FromMinutes(48), "Guard", 1) },
            },
        ],
        Runs = ImmutableSortedDictionary<string, WatchedRun>.Empty.Add("home", new WatchedRun(Run(), Now - TimeSpan.FromSeconds(2))),
        History = ImmutableDictionary<string, IReadOnlyList<RunReport>>.Empty
            .Add("home", [Report("home", "Completed", hoursAgo: 6, added: 12, errors: [])])
            .Add("lab", [Report("lab", "Partial", hoursAgo: 2, added: 0, errors: ["movies: 1,200 items instead of 40,000: held back"])]),
    };

    public static LiveRun Run() => new()
    {
        ProfileId = "home",
        RunId = "r1",
        Status = "Syncing",
        Progress = 58,
        CurrentStep = "Syncing movies...",
        ElapsedMs = 83_000,
        ItemsPerSecond = 41_000,
        BytesPerSecond = 12_340_000,
        Bytes = 345_600_000,
        Retries = 1,
        Steps =
        [
            new("channel-categories", "Completed", 120, 1, 1), new("channels", "Completed", 24_000, 1, 1), new("movie-categories", "Failed", 0, null, 4),
            new("movies", null, 80_000, 0.41, 2), new("series-categories", null, 0, null, 0), new("series", null, 0, null, 0),
        ],
        Blocks = new Dictionary<string, double> { ["fetch"] = 0.62, ["parse"] = 0.25, ["batch"] = 0, ["store"] = 1 },
        Errors = ["movie-categories: provider answered 503 (4 attempts)"],
    };

    public static ProfileDescription Profile(string id, bool isSyncing, string? lastStatus, TimeSpan lastSuccess) => new()
    {
        Id = id,
        Url = "http://provider/",
        UserAgent = null,
        Kinds = null,
        Categories = null,
        Schedule = null,
        IsSyncing = isSyncing,
        LastStatus = lastStatus,
        LastSuccess = new Dictionary<string, DateTimeOffset> { ["channels"] = Now - lastSuccess, ["movies"] = Now - (lastSuccess / 2) },
        Guards = new Dictionary<string, HeldFetch>(),
        Next = new Dictionary<string, PlannedSync> { ["channels"] = new(Now + TimeSpan.FromHours(1), "Regular", 0) },
    };

    private static RunReport Report(string profile, string status, int hoursAgo, long added, IReadOnlyList<string> errors) => new()
    {
        ProfileId = profile,
        RunId = $"{profile}-{hoursAgo}",
        Status = status,
        Progress = 100,
        StartedAt = Now - TimeSpan.FromHours(hoursAgo),
        DurationMs = 4_210,
        Error = null,
        ChannelsSynced = 1,
        MoviesSynced = 1,
        SeriesSynced = 1,
        Account = null,
        Steps =
        [
            new StepResult
            {
                Name = "movies", Status = status, Received = 1, Added = added, Updated = 34, Unchanged = 0, Removed = 3, Duplicates = 0, Rejected = 0,
                Filtered = 0, Discarded = 0, Attempts = 1, Bytes = 1, DurationMs = 4_000, Error = null, Warnings = [], Rejects = [],
            },
        ],
        Errors = errors,
    };
}
