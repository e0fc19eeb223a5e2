using System.Diagnostics;
using DataflowSync.Telemetry;

namespace DataflowSync.Steps;

/// <summary>What a run does first: asks the source whether the account is good, again and again where that can help.</summary>
/// <param name="context">The run.</param>
/// <param name="run">Its span.</param>
internal sealed class AccountCheck(RunContext context, Activity? run)
{
    public const string Name = "account check";

    private Activity? _last;

    /// <summary>Attempts made.</summary>
    public int Attempts { get; private set; }

    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public Task<CheckResult> RunAsync(CancellationToken cancellationToken) => context.Retries.RunAsync(
        Name,
        CheckAsync,
        (number, error, delay) => OutcomeSignals.Retry(run, step: null, number, error, delay, context.Log),
        cancellationToken);

    private async Task<CheckResult> CheckAsync(int number, CancellationToken cancellationToken)
    {
        Attempts = number;
        using var activity = SyncActivities.StartAccountCheck(number, _last);
        _last = activity;
        var result = await AskAsync(cancellationToken).ConfigureAwait(false);
        OutcomeSignals.EndCheck(activity, result);
        return result;
    }

    private async Task<CheckResult> AskAsync(CancellationToken cancellationToken)
    {
        try
        {
            return new CheckResult(await context.Source.CheckAsync(cancellationToken).ConfigureAwait(false));
        }
        catch (SourceException exception)
        {
            return new CheckResult(Account: null, exception.Error, exception.RetryAfter);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new CheckResult(Account: null, new SyncError(SyncErrorCode.Timeout, "the source gave up waiting"));
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            context.Log.InternalError(exception, Name);
            return new CheckResult(Account: null, RunErrors.Internal(exception));
        }
    }
}
