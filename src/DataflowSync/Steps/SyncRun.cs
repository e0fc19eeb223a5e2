using System.Diagnostics;
using DataflowSync.Telemetry;

namespace DataflowSync.Steps;

/// <summary>One pass over the steps of a source: account check first, then step after step, then the report.</summary>
internal sealed class SyncRun(RunContext context)
{
    private readonly List<StepReport> _reports = [];
    private readonly List<string> _errors = [];
    private readonly Dictionary<string, DateTimeOffset> _lastSuccess = new(context.Writer.Status.LastSuccess);
    private readonly Dictionary<string, GuardRecord> _guards = new(context.Writer.Status.Guards);
    private readonly long _startedAt = context.TimeProvider.GetTimestamp();
    private AccountInfo? _account;
    private SyncError? _fatal;
    private int _storeWarningsTold;

    public async Task<SyncReport> RunAsync(CancellationToken cancellationToken)
    {
        var began = context.TimeProvider.GetUtcNow();
        using var activity = SyncActivities.StartRun(context.ProfileId, context.RunId);
        context.Log.RunStarted(context.RunId, context.ProfileId, context.Steps.Count);
        context.Gauges.BeginRun(context.ProfileId, context.Writer.Status, context.Source.Steps);
        try
        {
            return await RunStepsAsync(began, activity, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            context.Gauges.EndRun();
        }
    }

    private async Task<SyncReport> RunStepsAsync(DateTimeOffset began, Activity? activity, CancellationToken cancellationToken)
    {
        context.Progress.Start();

        await CheckAccountAsync(activity, cancellationToken).ConfigureAwait(false);
        for (var index = 0; index < context.Steps.Count; index++)
        {
            var mayRun = _fatal is null && !cancellationToken.IsCancellationRequested;
            _reports.Add(mayRun
                ? await RunStepAsync(context.Steps[index], index, cancellationToken).ConfigureAwait(false)
                : Skipped(context.Steps[index]));
        }

        var report = Report(began, Status(cancellationToken));
        if (!await SaveAsync(report).ConfigureAwait(false))
        {
            report = report with { Errors = [.. report.Errors, "history: what this run did could not be remembered"] };
        }

        context.Gauges.SetResult(report, isGuarded: _guards.Count > 0);

        // Who is told of the end may look at the trace at once: it is whole by then.
        OutcomeSignals.EndRun(activity, report, context.Log);
        activity?.Stop();
        context.Progress.End(report.Status, report.Errors);
        return report;
    }

    private async Task CheckAccountAsync(Activity? activity, CancellationToken cancellationToken)
    {
        try
        {
            var check = new AccountCheck(context, activity);
            var result = await check.RunAsync(cancellationToken).ConfigureAwait(false);
            _account = result.Account;
            if (result.Error is { } error)
            {
                _fatal = error;
                _errors.Add(ErrorLine("account", error, check.Attempts));
                context.Log.Failed(AccountCheck.Name, check.Attempts, error.Code, error.Message);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The steps are skipped and the run ends as cancelled.
        }
    }

    private async Task<StepReport> RunStepAsync(SyncStep step, int index, CancellationToken cancellationToken)
    {
        var started = context.TimeProvider.GetTimestamp();
        using var activity = SyncActivities.StartStep(step);
        var stepContext = new StepContext(context, step);
        var attempts = 0;
        var isPersistent = true;
        AttemptResult? last = null;
        Activity? lastAttempt = null;
        try
        {
            last = await context.Retries.RunAsync(
                step.Name,
                (number, token) => AttemptAsync(number, groups: null, token),
                (number, error, delay) =>
                {
                    isPersistent &= GroupFallback.CanHelp(error);
                    OutcomeSignals.Retry(activity, step.Name, number, error, delay, context.Log);
                },
                cancellationToken).ConfigureAwait(false);
            if (isPersistent && GroupFallback.After(last, stepContext, cancellationToken) is { } groups)
            {
                var (whole, wholeAttempts) = (last, attempts);
                OutcomeSignals.Retry(activity, step.Name, attempts, whole.Error!, TimeSpan.Zero, context.Log);
                last = await AttemptAsync(attempts + 1, groups, cancellationToken).ConfigureAwait(false);
                if (GroupFallback.TellsLess(last))
                {
                    (last, attempts) = (last with { Error = whole.Error }, wholeAttempts);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // During a wait between two attempts: what the last one met is no longer the outcome.
            last = (last ?? new AttemptResult(StepStatus.Cancelled, new Pipeline.StepCounters())) with
            {
                Status = StepStatus.Cancelled,
                Error = RunErrors.Cancelled,
            };
        }

        var report = StepReports.From(step, last, attempts, context.TimeProvider.GetElapsedTime(started), NewStoreWarnings());
        if (TakeIntoAccount(step, last, report))
        {
            // A guard record that outlived a crash after the publication would confirm the next short list at once.
            await SaveAsync().ConfigureAwait(false);
        }

        context.Progress.EndStep(index, report, _errors);
        OutcomeSignals.EndStep(activity, report, last.Guard, context.Log);
        return report;

        async Task<AttemptResult> AttemptAsync(int number, IAsyncEnumerable<SourceBody>? groups, CancellationToken token)
        {
            attempts = number;
            context.Progress.BeginStep(step, index, number);
            using var attempt = SyncActivities.StartAttempt(step, number, lastAttempt);
            lastAttempt = attempt;
            last = await new StepAttempt(stepContext, groups).RunAsync(token).ConfigureAwait(false);
            OutcomeSignals.EndAttempt(attempt, last);
            return last;
        }
    }

    /// <summary>What the store found damaged since the last step.</summary>
    private List<string> NewStoreWarnings()
    {
        List<string> fresh = [.. context.Writer.Warnings.Skip(_storeWarningsTold)];
        _storeWarningsTold += fresh.Count;
        return fresh;
    }

    /// <returns>Whether the step's guard record changed.</returns>
    private bool TakeIntoAccount(SyncStep step, AttemptResult result, StepReport report)
    {
        if (result.Status == StepStatus.Partial)
        {
            // Neither a success of the whole nor a word on a list that was held back.
            _errors.Add($"{step.Name}: {report.Warnings[^1]}");
            return false;
        }

        if (result.Published)
        {
            _lastSuccess[step.Name] = context.TimeProvider.GetUtcNow();
            context.Gauges.SetSuccess(context.ProfileId, step.Name, _lastSuccess[step.Name]);
            return _guards.Remove(step.Name);
        }

        if (result.Guard is { } held)
        {
            _guards[step.Name] = held;
            _errors.Add($"{step.Name}: {report.Warnings[^1]}");
            return true;
        }

        if (report is { Status: StepStatus.Failed, Error: { } error })
        {
            _errors.Add(ErrorLine(step.Name, error, report.Attempts));
            _fatal = error.EndsRun ? error : _fatal;
        }

        return false;
    }

    private StepReport Skipped(SyncStep step) => new()
    {
        Name = step.Name,
        Status = StepStatus.Skipped,
        Items = context.Writer.GetGeneration(step.Name)?.Count ?? 0,
    };

    private SyncStatus Status(CancellationToken cancellationToken)
    {
        var published = _reports.Count(step => step.Status is StepStatus.Completed);
        var useful = _reports.Count(step => step.Status is StepStatus.Completed or StepStatus.Partial or StepStatus.Guarded);
        return _fatal is not null ? SyncStatus.Failed
            : published == _reports.Count ? SyncStatus.Completed
            : cancellationToken.IsCancellationRequested ? SyncStatus.Cancelled
            : useful == 0 ? SyncStatus.Failed
            : SyncStatus.Partial;
    }

    private SyncReport Report(DateTimeOffset began, SyncStatus status) => new()
    {
        ProfileId = context.ProfileId,
        RunId = context.RunId,
        Status = status,
        Progress = context.Progress.Percent,
        StartedAt = began,
        Duration = context.TimeProvider.GetElapsedTime(_startedAt),
        Error = _fatal ?? (status == SyncStatus.Cancelled ? RunErrors.Cancelled : null),
        Account = _account,
        Steps = [.. _reports],
        Errors = [.. _errors],
    };

    /// <summary>Remembers what is to be known of the profile from now on.</summary>
    /// <returns>False where it could not be written: the catalog is published all the same.</returns>
    private async Task<bool> SaveAsync(params IEnumerable<SyncReport> newest)
    {
        try
        {
            // Not the caller's token: a cancelled run is remembered too.
            await context.Writer.SaveStatusAsync(
                new ProfileStatus
                {
                    Reports = [.. newest.Concat(context.Writer.Status.Reports).Take(ProfileStatus.MaxReports)],
                    LastSuccess = new Dictionary<string, DateTimeOffset>(_lastSuccess),
                    Guards = new Dictionary<string, GuardRecord>(_guards),
                },
                CancellationToken.None).ConfigureAwait(false);
            return true;
        }
        catch (Exception exception)
        {
            context.Log.HistoryNotSaved(exception, context.ProfileId);
            return false;
        }
    }

    private static string ErrorLine(string name, SyncError error, int attempts) =>
        attempts > 1 ? FormattableString.Invariant($"{name}: {error.Message} ({attempts} attempts)") : $"{name}: {error.Message}";
}
