using DataflowSync.Hosting.Profiles;
using DataflowSync.Hosting.Runs;
using DataflowSync.Hosting.Telemetry;
using Microsoft.Extensions.Hosting;

namespace DataflowSync.Hosting.Scheduling;

/// <summary>Runs what <see cref="Planner"/> plans, and remembers how it went.</summary>
internal sealed class SyncScheduler(
    ICatalogSync sync,
    ProfileCatalog profiles,
    RunFeed feed,
    IScheduleMemory memory,
    SchedulerOptions options,
    DueRules rules,
    TimeProvider timeProvider,
    HostingLog log) : BackgroundService, ISyncScheduler
{
    /// <summary>However long nothing is due: clocks are set, and machines sleep.</summary>
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private readonly ScheduleBook _book = new(rules);
    private readonly WakeUp _wakeUp = new(timeProvider);
    private readonly Dictionary<ProfileId, Task> _runs = [];
    private CancellationToken _stopping;
    private volatile bool _hasChanged = true;

    public IReadOnlyList<KindSchedule> GetSchedule(ProfileId profileId)
    {
        lock (_gate)
        {
            return _book.State.Entries.TryGetValue(profileId, out var entry)
                ? [.. SyncKinds.All.Where(entry.Kinds.ContainsKey).Select(kind => Describe(kind, entry.Kinds[kind]))]
                : [];
        }
    }

    /// <summary>Whether it waits for time to pass or a run to end, and nothing else, with so many runs going on.</summary>
    internal bool IsSettled(int runs)
    {
        lock (_gate)
        {
            return _book.State.Running.Count == runs && _wakeUp.IsSleeping;
        }
    }

    public override void Dispose()
    {
        _wakeUp.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Enabled)
        {
            return;
        }

        _stopping = stoppingToken;
        profiles.Changed += OnProfilesChanged;
        feed.Ended += OnRunEnded;
        try
        {
            var (document, isDamaged) = memory.Read();
            _book.Recall(document, isDamaged);
            await FollowAsync(stoppingToken).ConfigureAwait(false);
            _book.EndStart();
            while (true)
            {
                var sleep = Turn(stoppingToken);
                await _wakeUp.SleepAsync(sleep, stoppingToken).ConfigureAwait(false);
                await FollowAsync(stoppingToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The runs end as cancelled now, and are due again when the host is back.
        }
        finally
        {
            profiles.Changed -= OnProfilesChanged;
            feed.Ended -= OnRunEnded;
            await Task.WhenAll(Locked(() => _runs.Values.ToList())).ConfigureAwait(false);
            Remember();
        }
    }

    private static KindSchedule Describe(string kind, KindState state) =>
        new(kind, state.KnownSince, state.LastSuccess, state.NextDue, state.Failures, state.Wait);

    /// <summary>Begins what is due, and tells how long there is nothing else to do.</summary>
    private TimeSpan Turn(CancellationToken stoppingToken)
    {
        if (feed.IsStopping)
        {
            return LongestSleep;
        }

        var now = timeProvider.GetUtcNow();
        var plan = Locked(() =>
        {
            var planned = Planner.Next(_book.State, now, options.MaxParallelRuns);
            foreach (var run in planned.Runs)
            {
                _book.Begin(run);
            }

            return planned;
        });
        Remember();
        foreach (var run in plan.Runs)
        {
            log.Due(run);
            var task = RunAsync(run, stoppingToken);
            lock (_gate)
            {
                _runs[run.Profile.Id] = task;
            }
        }

        return plan.WakeAt is { } wakeAt ? Times.Shorter(wakeAt - now, LongestSleep) : LongestSleep;
    }

    private async Task RunAsync(PlannedRun run, CancellationToken stoppingToken)
    {
        Action<DateTimeOffset> end;
        try
        {
            var steps = run.Kinds.SelectMany(SyncKinds.StepsOf).ToList();
            var report = await sync.RunAsync(run.Profile.Id, new RunOptions { Steps = steps }, cancellationToken: stoppingToken).ConfigureAwait(false);
            end = now => Take(report, now);
        }
        catch (SyncCanceledException exception)
        {
            end = now => Take(exception.Report, now);
        }
        catch (ProfileBusyException)
        {
            log.Busy(run.Profile.Id);
            end = now => _book.ApplyBusy(run, now);
        }
        catch (Exception exception) when (exception is UnknownProfileException || stoppingToken.IsCancellationRequested)
        {
            end = _ => { };
        }
        catch (Exception exception)
        {
            log.NotBegun(exception, run.Profile.Id);
            end = now => _book.ApplyFailure(run, now);
        }

        lock (_gate)
        {
            end(timeProvider.GetUtcNow());
            _book.End(run);
            _runs.Remove(run.Profile.Id);
            _wakeUp.Call();
        }
    }

    private void OnRunEnded(SyncReport report)
    {
        lock (_gate)
        {
            Take(report, timeProvider.GetUtcNow());
            _wakeUp.Call();
        }
    }

    private void OnProfilesChanged()
    {
        _hasChanged = true;
        _wakeUp.Call();
    }

    private void Take(SyncReport report, DateTimeOffset now)
    {
        // What the host cancels when it stops is due again when it is back.
        var isOurs = _book.State.Running.ContainsKey(report.ProfileId) && !feed.IsStopping && !_stopping.IsCancellationRequested;
        if (_book.Apply(report, isOurs, now) is { } entry)
        {
            foreach (var (kind, state) in entry.Kinds)
            {
                log.Planned(report.ProfileId, kind, state.NextDue, state.Wait, state.Failures);
            }
        }
    }

    /// <summary>Takes up the profiles as they are now.</summary>
    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        if (!_hasChanged)
        {
            return;
        }

        _hasChanged = false;
        var all = profiles.All.Where(profile => profile.Schedule is not null).ToList();
        foreach (var profile in all)
        {
            var successes = Locked(() => _book.IsUnknown(profile.Id))
                ? await StoredSuccesses.ReadAsync(sync, profile.Id, cancellationToken).ConfigureAwait(false)
                : StoredSuccesses.None;
            try
            {
                var timetable = new Timetable(profile.Schedule!);
                lock (_gate)
                {
                    _book.Set(profile, timetable, successes, timeProvider.GetUtcNow());
                }
            }
            catch (ArgumentException exception)
            {
                log.ScheduleRefused(profile.Id, exception.Message);
                Drop(profile.Id);
            }
        }

        var known = all.Select(profile => profile.Id).ToHashSet();
        foreach (var gone in Locked(() => _book.State.Entries.Keys.Where(id => !known.Contains(id)).ToList()))
        {
            Drop(gone);
        }
    }

    private void Drop(ProfileId profileId)
    {
        var isRunning = Locked(() =>
        {
            _book.Remove(profileId);
            return _book.State.Running.ContainsKey(profileId);
        });
        if (isRunning && profiles.Find(profileId) is null)
        {
            sync.TryCancel(profileId);
        }
    }

    private void Remember()
    {
        if (Locked(() => _book.IsDirty ? _book.Write() : null) is { } document)
        {
            memory.Write(document);
        }
    }

    private T Locked<T>(Func<T> read)
    {
        lock (_gate)
        {
            return read();
        }
    }
}
