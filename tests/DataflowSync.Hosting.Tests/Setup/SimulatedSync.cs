namespace DataflowSync.Hosting.Tests.Setup;

/// <summary>An engine that fetches nothing: its runs end as the test says, when the test's clock says.</summary>
internal sealed class SimulatedSync(TimeProvider time, Func<SimulatedSync.Request, SimulatedSync.Ending> behaviour) : ICatalogSync
{
    private readonly Lock _gate = new();
    private readonly List<Run> _running = [];
    private readonly Dictionary<ProfileId, Dictionary<string, DateTimeOffset>> _successes = [];

    /// <summary>All runs, in the order they began.</summary>
    public List<Run> Runs { get; } = [];

    /// <summary>The same, each a second time where it ended, in the order all this happened.</summary>
    public List<(Run Run, bool IsEnd)> Moments { get; } = [];

    public int Running
    {
        get
        {
            lock (_gate)
            {
                return _running.Count;
            }
        }
    }

    public async Task<SyncReport> RunAsync(
        ProfileId profileId, RunOptions? options = null, IProgress<SyncProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var request = new Request(profileId, [.. SyncKinds.All.Where(kind => options?.Steps?.Contains(kind) ?? true)], time.GetUtcNow());
        Run run;
        lock (_gate)
        {
            run = new Run(request, behaviour(request));
            Runs.Add(run);
            Moments.Add((run, false));
            _running.Add(run);
        }

        await using var cancelling = cancellationToken.Register(() => End(run, isCancelled: true));
        var report = await run.Report;
        return report.Status == SyncStatus.Cancelled && cancellationToken.IsCancellationRequested
            ? throw new SyncCanceledException(report, cancellationToken)
            : report;
    }

    /// <summary>Ends the runs whose time is over.</summary>
    public void EndDue()
    {
        List<Run> due;
        lock (_gate)
        {
            due = _running.FindAll(run => run.Began + run.Ending.Duration <= time.GetUtcNow());
        }

        due.ForEach(run => End(run, isCancelled: false));
    }

    public bool TryCancel(ProfileId profileId)
    {
        Run? run;
        lock (_gate)
        {
            run = _running.Find(candidate => candidate.ProfileId == profileId);
        }

        if (run is not null)
        {
            End(run, isCancelled: true);
        }

        return run is not null;
    }

    public Task<ProfileStatus> GetStatusAsync(ProfileId profileId, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            return _successes.TryGetValue(profileId, out var successes)
                ? Task.FromResult(new ProfileStatus { LastSuccess = new Dictionary<string, DateTimeOffset>(successes) })
                : Task.FromException<ProfileStatus>(new UnknownProfileException(profileId));
        }
    }

    public IAsyncEnumerable<SyncProgress> WatchAsync(ProfileId profileId, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public IAsyncEnumerable<SyncProgress> WatchAllAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    private void End(Run run, bool isCancelled)
    {
        lock (_gate)
        {
            if (!_running.Remove(run))
            {
                return;
            }

            run.Ended = time.GetUtcNow();
            Moments.Add((run, true));
            run.IsCancelled = isCancelled;
            foreach (var kind in run.Succeeded)
            {
                var successes = _successes.TryGetValue(run.ProfileId, out var known) ? known : _successes[run.ProfileId] = [];
                SyncKinds.StepsOf(kind).ToList().ForEach(step => successes[step] = run.Ended.Value);
            }
        }

        run.Complete();
    }

    public sealed record Request(ProfileId ProfileId, IReadOnlyList<string> Kinds, DateTimeOffset At);

    /// <summary>How a run ends: after which time, and which of its kinds do not succeed.</summary>
    public sealed record Ending(TimeSpan Duration, IReadOnlyDictionary<string, StepStatus>? Kinds = null, SyncError? Error = null);

    public sealed class Run(Request request, Ending ending)
    {
        // Not inline: the scheduler goes on elsewhere, as it does after a real run.
        private readonly TaskCompletionSource<SyncReport> _report = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ProfileId ProfileId => request.ProfileId;

        public IReadOnlyList<string> Kinds => request.Kinds;

        public DateTimeOffset Began => request.At;

        public Ending Ending => ending;

        public DateTimeOffset? Ended { get; set; }

        public bool IsCancelled { get; set; }

        public Task<SyncReport> Report => _report.Task;

        public IEnumerable<string> Succeeded => IsCancelled || ending.Error is not null ? [] : Kinds.Where(kind => StatusOf(kind) == StepStatus.Completed);

        public void Complete() => _report.SetResult(Reports.Of(
            ProfileId,
            IsCancelled ? SyncStatus.Cancelled : ending.Error is not null ? SyncStatus.Failed : Succeeded.Count() == Kinds.Count ? SyncStatus.Completed : SyncStatus.Partial,
            IsCancelled ? null : ending.Error,
            Kinds.SelectMany(kind => Reports.Kind(kind, StatusOf(kind), IsCancelled || ending.Error is not null ? StepStatus.Skipped : StepStatus.Completed))));

        private StepStatus StatusOf(string kind) => IsCancelled ? StepStatus.Cancelled
            : ending.Error is not null ? StepStatus.Skipped
            : ending.Kinds?.GetValueOrDefault(kind, StepStatus.Completed) ?? StepStatus.Completed;
    }
}
