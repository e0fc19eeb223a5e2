using DataflowSync.Steps;
using Microsoft.Extensions.Time.Testing;

namespace DataflowSync.Tests.Steps;

public sealed class RetryPolicyTests
{
    [Fact]
    public void Backoff_doubles_from_the_first_wait_to_the_cap()
    {
        var policy = Policy(new SyncOptions { RetryJitter = 0 });

        Assert.Equal([1, 2, 4, 8, 16, 30, 30], Enumerable.Range(0, 7).Select(retry => policy.Backoff(retry).TotalSeconds));
    }

    [Fact]
    public void Jitter_takes_away_at_most_its_share()
    {
        var options = new SyncOptions { RetryJitter = 0.5 };

        Assert.Equal(TimeSpan.FromSeconds(1), new RetryPolicy(options, TimeProvider.System, () => 0).Backoff(0));
        Assert.Equal(TimeSpan.FromSeconds(0.5), new RetryPolicy(options, TimeProvider.System, () => 1).Backoff(0));
    }

    [Fact]
    public async Task Attempts_wait_one_two_and_four_seconds()
    {
        var waits = await RunFailingAsync(new SyncOptions { RetryJitter = 0 }, new SyncError(SyncErrorCode.HttpStatus, "503", 503), retryAfter: null);

        Assert.Equal([1, 2, 4], waits);
    }

    [Fact]
    public async Task A_providers_wish_is_honoured_up_to_the_cap_and_never_shortens_the_backoff()
    {
        var options = new SyncOptions { RetryJitter = 0, MaxRetryAfter = TimeSpan.FromSeconds(10) };
        var error = new SyncError(SyncErrorCode.RateLimited, "429", 429);

        Assert.Equal([7, 7, 7], await RunFailingAsync(options, error, TimeSpan.FromSeconds(7)));
        Assert.Equal([10, 10, 10], await RunFailingAsync(options, error, TimeSpan.FromDays(1)));
        Assert.Equal([1, 2, 4], await RunFailingAsync(options, error, TimeSpan.Zero));
    }

    [Fact]
    public async Task No_retries_means_one_attempt()
    {
        Assert.Empty(await RunFailingAsync(new SyncOptions { Retries = 0 }, new SyncError(SyncErrorCode.Network, "refused"), retryAfter: null));
    }

    [Theory]
    [InlineData(SyncErrorCode.AuthRejected, null, false)]
    [InlineData(SyncErrorCode.AccountInactive, null, false)]
    [InlineData(SyncErrorCode.HttpStatus, 400, false)]
    [InlineData(SyncErrorCode.HttpStatus, 401, false)]
    [InlineData(SyncErrorCode.HttpStatus, 404, false)]
    [InlineData(SyncErrorCode.HttpStatus, 408, true)]
    [InlineData(SyncErrorCode.HttpStatus, 500, true)]
    [InlineData(SyncErrorCode.HttpStatus, 524, true)]
    [InlineData(SyncErrorCode.HttpStatus, 884, false)]
    [InlineData(SyncErrorCode.RateLimited, 429, true)]
    [InlineData(SyncErrorCode.ConnectionLimit, 458, false)]
    [InlineData(SyncErrorCode.Blocked, null, false)]
    [InlineData(SyncErrorCode.Redirect, null, false)]
    [InlineData(SyncErrorCode.Network, null, true)]
    [InlineData(SyncErrorCode.Timeout, null, true)]
    [InlineData(SyncErrorCode.Stalled, null, true)]
    [InlineData(SyncErrorCode.EmptyBody, null, true)]
    [InlineData(SyncErrorCode.NullBody, null, true)]
    [InlineData(SyncErrorCode.Truncated, null, true)]
    [InlineData(SyncErrorCode.ProviderError, null, true)]
    [InlineData(SyncErrorCode.NotJson, null, false)]
    [InlineData(SyncErrorCode.MalformedJson, null, false)]
    [InlineData(SyncErrorCode.UnexpectedShape, null, false)]
    [InlineData(SyncErrorCode.LimitExceeded, null, false)]
    [InlineData(SyncErrorCode.CircuitOpen, null, false)]
    [InlineData(SyncErrorCode.StoreError, null, false)]
    [InlineData(SyncErrorCode.Internal, null, false)]
    [InlineData(SyncErrorCode.Cancelled, null, false)]
    public void Only_what_another_attempt_can_help_is_retried(SyncErrorCode code, int? status, bool isRetried) =>
        Assert.Equal(isRetried, new SyncError(code, "x", status).IsRetryable);

    [Fact]
    public async Task Cancelling_ends_a_wait_at_once()
    {
        var time = new FakeTimeProvider();
        using var cancel = new CancellationTokenSource();
        var waiting = new TaskCompletionSource();
        var run = Policy(new SyncOptions(), time).RunAsync(
            "things",
            (_, _) => Task.FromResult(new CheckResult(Account: null, new SyncError(SyncErrorCode.Network, "refused"))),
            (_, _, _) => waiting.TrySetResult(),
            cancel.Token);

        await waiting.Task;
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    private static RetryPolicy Policy(SyncOptions options, TimeProvider? time = null) => new(options, time ?? TimeProvider.System, () => 0);

    /// <summary>Runs attempts that all fail, moving the clock by each wait; tells the waits in seconds.</summary>
    private static async Task<List<double>> RunFailingAsync(SyncOptions options, SyncError error, TimeSpan? retryAfter)
    {
        var time = new FakeTimeProvider();
        var waits = new List<double>();
        var attempts = 0;
        var run = Policy(options, time).RunAsync(
            "things",
            (_, _) =>
            {
                attempts++;
                return Task.FromResult(new CheckResult(Account: null, error, retryAfter));
            },
            (_, _, wait) => waits.Add(wait.TotalSeconds),
            CancellationToken.None);
        while (!run.IsCompleted)
        {
            // The timer of a wait is armed right after the callback, on this thread or another.
            time.Advance(TimeSpan.FromMilliseconds(250));
            await Task.Yield();
        }

        Assert.Equal(error, (await run).Error);
        Assert.Equal(waits.Count + 1, attempts);
        return waits;
    }
}
