using Polly;
using Polly.Retry;
using Polly.Telemetry;

namespace DataflowSync.Steps;

/// <summary>
/// Tries again where that can help, with exponential backoff and jitter. It wraps a whole attempt, for a body that breaks off
/// after nine tenths is the ordinary case. Thread-safe.
/// </summary>
/// <param name="options">How often and how long.</param>
/// <param name="timeProvider">The clock of the waits.</param>
/// <param name="random">Gives 0 to 1, for the jitter.</param>
internal sealed class RetryPolicy(SyncOptions options, TimeProvider timeProvider, Func<double> random)
{
    private const string PipelineName = "dataflowsync.retry";

    // Its metrics alone: what it would log is in the engine's own words in the engine's log.
    private static readonly TelemetryOptions Metered = new();

    /// <summary>Runs attempts until one succeeds, fails for good, or was the last.</summary>
    /// <param name="operation">What is tried, as Polly's metrics call it: one of few.</param>
    /// <param name="attempt">One attempt, given its number from 1.</param>
    /// <param name="onRetry">Told of each wait: number of the attempt that failed, its error, the wait.</param>
    /// <param name="cancellationToken">Ends waiting and trying.</param>
    public async Task<T> RunAsync<T>(
        string operation,
        Func<int, CancellationToken, Task<T>> attempt,
        Action<int, SyncError, TimeSpan> onRetry,
        CancellationToken cancellationToken)
        where T : IAttempt
    {
        var number = 0;
        var context = ResilienceContextPool.Shared.Get(operation, cancellationToken);
        try
        {
            return await BuildPipeline<T>(onRetry)
                .ExecuteAsync(async running => await attempt(++number, running.CancellationToken).ConfigureAwait(false), context)
                .ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    /// <summary>The wait after a failed attempt: 1, 2, 4 … times the first, up to the cap, less a random share.</summary>
    internal TimeSpan Backoff(int retry)
    {
        var full = Math.Min(options.RetryDelay.TotalMilliseconds * Math.Pow(2, retry), options.MaxRetryDelay.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(full * (1 - (options.RetryJitter * random())));
    }

    private ResiliencePipeline<T> BuildPipeline<T>(Action<int, SyncError, TimeSpan> onRetry)
        where T : IAttempt
    {
        if (options.Retries == 0)
        {
            return ResiliencePipeline<T>.Empty;
        }

        return new ResiliencePipelineBuilder<T> { Name = PipelineName, TimeProvider = timeProvider }
            .ConfigureTelemetry(Metered)
            .AddRetry(new RetryStrategyOptions<T>
            {
                MaxRetryAttempts = options.Retries,
                ShouldHandle = args => ValueTask.FromResult(args.Outcome.Result?.Error is { IsRetryable: true }),
                DelayGenerator = args => ValueTask.FromResult<TimeSpan?>(Delay(args.AttemptNumber, args.Outcome.Result!.RetryAfter)),
                OnRetry = args =>
                {
                    onRetry(args.AttemptNumber + 1, args.Outcome.Result!.Error!, args.RetryDelay);
                    return ValueTask.CompletedTask;
                },
            })
            .Build();
    }

    private TimeSpan Delay(int retry, TimeSpan? asked)
    {
        var backoff = Backoff(retry);
        if (asked is not { } wish)
        {
            return backoff;
        }

        var capped = wish < options.MaxRetryAfter ? wish : options.MaxRetryAfter;
        return capped > backoff ? capped : backoff;
    }
}
